"""A simulated PLC in a process of its own beside a line: for the demo, the soak and the bench."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from inspector_app.settings.home import Home

_FILE = """# Written for a simulated PLC, and removed when it ends. docs/line-signals.md describes every key.
[wire]
kind = "modbus"
host = "127.0.0.1"
port = {port}
"""
_ENDS_S = 10.0


@dataclass(slots=True)
class PlcBeside:
    """What the PLC has counted, once it has ended."""

    counts: dict[str, int] = field(default_factory=dict)


@contextmanager
def plc_beside(home: Home, parts_per_hour: float) -> Iterator[PlcBeside]:
    """Plays the PLC of the home's line.toml; where there is none, one is there for as long as it plays."""
    wrote = not home.line_file.exists()
    if wrote:
        home.line_file.write_text(_FILE.format(port=_free_port()), encoding="utf-8")
    beside = PlcBeside()
    command = [sys.executable, "-m", "inspector_app.cli.main", "line", "simulate", "--json"]
    command += ["--home", str(home.path), "--speed", str(parts_per_hour)]
    plc = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    try:
        yield beside
    finally:
        beside.counts = _end(plc)
        if wrote:
            home.line_file.unlink(missing_ok=True)


def _end(plc: subprocess.Popen[str]) -> dict[str, int]:
    plc.terminate()
    try:
        said, _ = plc.communicate(timeout=_ENDS_S)
    except subprocess.TimeoutExpired:
        plc.kill()
        said, _ = plc.communicate()
    with contextlib.suppress(ValueError):
        counts: dict[str, int] = json.loads(said)
        return counts
    return {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
