"""Lines that run while something breaks."""

import json
import threading
import time
from pathlib import Path

import pytest

from inspector_app.bootstrap.line import build_line
from inspector_app.bootstrap.sources import SimulatedSource
from inspector_app.records.reader import Reader
from inspector_app.settings.station import Settings
from tests.bootstrap.line_process import CARD, ModelPackage, make_home
from tests.faults.ill_network import IllNetwork

PARTS_PER_HOUR = 6000


@pytest.fixture(autouse=True)
def from_the_root(monkeypatch):
    monkeypatch.chdir(Path(__file__).parents[2])


def until(condition, seconds=40.0, what="it"):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{what} did not come about in time"
        time.sleep(0.02)


class RunningLine:
    """A whole line in this process (real camera process, database and gate), with a network that can be made ill."""

    def __init__(self, home):
        self.home, self.network, self.opened = home, IllNetwork(), 0
        source = SimulatedSource(PARTS_PER_HOUR, defect_rate=0.0, mishap_rate=0.0)
        self._building = build_line(home, Settings(), source=source, open_model=self._open)
        self.line = self._building.__enter__()
        self._thread = threading.Thread(target=self.line.run)
        self._thread.start()

    def _open(self, name, home):
        self.opened += 1
        return ModelPackage(home.models / name, CARD, "0" * 64), self.network

    @property
    def gate(self):
        """What became of the parts, as the gate itself counted it."""
        return json.loads((self.home.run / "gate.json").read_text())

    def rows(self):
        """All inspections, oldest first."""
        with Reader(self.home) as reader:
            return sorted(reader.recent(1000), key=lambda row: row.number)

    def ruled(self, rule, number):
        """The inspections after this part that this rule decided."""
        return [row for row in self.rows() if row.number > number and row.rule == rule]

    def newest(self):
        """Number of the newest part, once one has passed: all is well from there on."""
        before = len(self.rows())
        until(lambda: [row.outcome for row in self.rows()[before:]][-1:] == ["PASS"], what="a good part")
        return self.rows()[-1].number

    def close(self):
        self.line.stop()
        self._thread.join(timeout=20)
        self._building.__exit__(None, None, None)
        assert not self._thread.is_alive()


@pytest.fixture(scope="module")
def running_line(tmp_path_factory):
    line = RunningLine(make_home(tmp_path_factory.mktemp("line") / "home", views=1))
    yield line
    line.close()
