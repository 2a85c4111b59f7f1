"""OpenVINO sessions: the only place of the station that knows the runtime."""

from inspector_app.detectors.openvino_network import NetworkError, OpenVinoNetwork

__all__ = ["NetworkError", "OpenVinoNetwork"]
