"""OpenVINO sessions: the only place of the station that knows the runtime."""

from inspector_app.detectors.compiled import NetworkError
from inspector_app.detectors.ensemble_network import EnsembleMember, EnsembleNetwork
from inspector_app.detectors.openvino_network import OpenVinoNetwork
from inspector_app.detectors.proposal_network import ProposalNetwork

__all__ = ["EnsembleMember", "EnsembleNetwork", "NetworkError", "OpenVinoNetwork", "ProposalNetwork"]
