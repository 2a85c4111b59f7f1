"""The simulated line: a belt that brings parts, a gate that sorts them, and the truth about each."""

from inspector_app.simulation.belt import Belt
from inspector_app.simulation.boards_on_demand import BoardsOnDemand
from inspector_app.simulation.brought import BeltSetup
from inspector_app.simulation.gate import Gate, GateCounts
from inspector_app.simulation.truth import SimulatedTruth

__all__ = ["Belt", "BeltSetup", "BoardsOnDemand", "Gate", "GateCounts", "SimulatedTruth"]
