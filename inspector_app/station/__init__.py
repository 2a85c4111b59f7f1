"""The line as a process of its own: its loop, the windows' connection to it, and the watchdog over it."""

from inspector_app.station.client import LineClient
from inspector_app.station.line import Line, LineTools
from inspector_app.station.result import LineResult
from inspector_app.station.server import StationServer
from inspector_app.station.signal_guard import SignalGuard
from inspector_app.station.watchdog import Watchdog

__all__ = ["Line", "LineClient", "LineResult", "LineTools", "SignalGuard", "StationServer", "Watchdog"]
