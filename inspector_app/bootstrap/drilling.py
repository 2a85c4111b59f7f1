"""The drill: the line's process is really killed, and the simulated PLC shows what becomes of the parts meanwhile.

It runs in a home of its own with the site's settings of the fallback, so that no record of the plant is touched, and
with the demonstration's line, so that it can run on any station.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspector_app.bootstrap.drill_plc import DrillPlc
from inspector_app.bootstrap.drill_words import DrillStep, judge_away
from inspector_app.domain.line_signals import StationSignals
from inspector_app.settings.home import Home
from inspector_app.settings.line_setup import Fallback, LineSetup

_UP_S = 90.0
_SEEN_S = 30.0
_AWAY_S = 8.0
_STEP_S = 0.05
_LINE_FILE = """[wire]
kind = "modbus"
host = "127.0.0.1"
port = {port}

[timing]
answer_s = 1.0
plc_silent_s = 5.0
confirm_s = 10.0

[fallback]
when_away = "{when_away}"
"""


@dataclass(slots=True)
class Drill:
    """What was seen, step by step."""

    when_away: str
    steps: list[DrillStep] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether all of it was as it should be."""
        return bool(self.steps) and all(step.ok for step in self.steps)


def line_words(home: Home) -> list[str]:
    """The command of the drill's line, without its options after a death."""
    return [
        sys.executable,
        "-m",
        "inspector_app.cli.main",
        "run",
        "--demo",
        "--stay",
        "--home",
        str(home.path),
    ]


def run_drill(
    setup: LineSetup | None,
    *,
    parts_per_hour: float = 3600.0,
    away_s: float = _AWAY_S,
    command: Callable[[Home], Sequence[str]] = line_words,
    tell: Callable[[str], None] = lambda _: None,
) -> Drill:
    """Kills and restarts a line beside a simulated PLC; setup: of the site's line.toml, None: the defaults."""
    when_away = (setup.fallback if setup is not None else Fallback()).when_away
    place = Path(tempfile.mkdtemp(prefix="inspector-drill-"))
    try:
        home = Home(place / "home").create()
        with DrillPlc(parts_per_hour) as plc:
            home.line_file.write_text(_LINE_FILE.format(port=plc.port, when_away=when_away), encoding="utf-8")
            return _Play(home, plc, Drill(when_away), list(command(home)), tell).play(away_s)
    finally:
        shutil.rmtree(place, ignore_errors=True)


class _Play:
    def __init__(
        self, home: Home, plc: DrillPlc, drill: Drill, command: list[str], tell: Callable[[str], None]
    ) -> None:
        self._home, self._plc, self._drill = home, plc, drill
        self._command, self._tell = command, tell
        self._line: subprocess.Popen[bytes] | None = None

    def play(self, away_s: float) -> Drill:
        try:
            if self._comes_up("The line comes up and READY is on", []) and self._works():
                self._dies(away_s)
                self._comes_back()
        finally:
            self._end()
        return self._drill

    def _start(self, more: list[str]) -> None:
        self._line = subprocess.Popen(
            [*self._command, *more],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _comes_up(self, name: str, more: list[str]) -> bool:
        self._start(more)
        took = self._seen(lambda station: station.ready, _UP_S)
        return self._note(name, took is not None, f"after {took:.1f} s" if took is not None else "it did not")

    def _works(self) -> bool:
        before = self._plc.counts()
        took = self._until(lambda: self._answered() >= before.good + before.told_reject + 3, _SEEN_S)
        now = self._plc.counts()
        said = f"{now.good} left as good, {now.told_reject} rejected by the station"
        return self._note("It judges parts, and the PLC sorts them by it", took is not None, said)

    def _answered(self) -> int:
        counts = self._plc.counts()
        return counts.good + counts.told_reject

    def _dies(self, away_s: float) -> None:
        """SIGKILL: nothing is said any more, and the registers hold what was written last."""
        assert self._line is not None
        self._line.kill()
        self._line.wait()
        self._line = None
        lost = self._until(lambda: not self._plc.station_alive, _SEEN_S)
        self._note(
            "Killed: the PLC sees that the heartbeat stands", lost is not None,
            f"after {lost:.1f} s" if lost is not None else "it did not",
        )  # fmt: skip
        before = self._plc.counts()
        time.sleep(away_s)
        self._drill.steps.append(judge_away(self._drill.when_away, before, self._plc.counts()))
        self._tell(self._drill.steps[-1].line)

    def _comes_back(self) -> None:
        """As the watchdog starts a line that died: its feed stands, and READY waits for a person."""
        self._start(["--restarted"])
        back = self._until(lambda: self._plc.station_alive, _UP_S)
        ready_before = self._plc.station.ready
        early = self._seen(lambda station: station.ready, 3.0) if back is not None else None
        waits = back is not None and not ready_before and early is None
        said = (
            "READY stays off until a person starts the feed"
            if waits
            else "READY came by itself, or no line came"
        )
        self._note("Restarted: the line comes back and READY waits for a person", waits, said)
        if back is None:
            return
        good = self._plc.counts().good
        self._note(
            "Nothing leaves as good before that", good == self._good_at_return(good), f"{good} good in all"
        )
        started = self._start_feed()
        took = self._seen(lambda station: station.ready, _SEEN_S)
        self._note(
            "A person starts the feed: READY is on again", not started and took is not None,
            started or (f"after {took:.1f} s" if took is not None else "it did not come"),
        )  # fmt: skip

    def _start_feed(self) -> str:
        """Empty once the line took it; one that still starts is asked again."""
        until = time.monotonic() + _UP_S
        while (refused := start_feed_of(self._home)) and time.monotonic() < until:
            time.sleep(1.0)
        return refused

    def _good_at_return(self, good: int) -> int:
        time.sleep(2.0)
        return self._plc.counts().good if not self._plc.station.ready else good

    def _note(self, name: str, ok: bool, said: str) -> bool:
        step = DrillStep(name, ok, said)
        self._drill.steps.append(step)
        self._tell(step.line)
        return ok

    def _seen(self, what: Callable[[StationSignals], bool], longest_s: float) -> float | None:
        return self._until(lambda: what(self._plc.station), longest_s)

    def _until(self, what: Callable[[], bool], longest_s: float) -> float | None:
        begun = time.monotonic()
        while time.monotonic() - begun < longest_s:
            if what():
                return time.monotonic() - begun
            if self._line is not None and self._line.poll() is not None:
                return None
            time.sleep(_STEP_S)
        return None

    def _end(self) -> None:
        line, self._line = self._line, None
        if line is None:
            return
        line.send_signal(signal.SIGTERM)
        try:
            line.wait(15)
        except subprocess.TimeoutExpired:
            line.kill()
            line.wait()


def start_feed_of(home: Home) -> str:
    """As a person's F8 does; empty where the line took it, else why not."""
    from inspector_app.bootstrap.running_line import LineAnswerError, said_to_line  # noqa: PLC0415
    from inspector_app.domain.messages import SetFeed  # noqa: PLC0415
    from inspector_app.domain.part import new_id  # noqa: PLC0415

    try:
        said_to_line(home, SetFeed(command_id=new_id(), running=True))
    except LineAnswerError as error:
        return str(error)
    return ""
