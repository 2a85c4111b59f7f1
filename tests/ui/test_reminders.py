"""A due calibration stands in the lowest line when the window opens."""

from dataclasses import replace

from tests.ui.conftest import Bench
from tests.ui.fakes import line_state


def opened(bench: Bench, due: object) -> Bench:
    bench.window.attach(replace(bench.station.ports, reminder=due))
    bench.station.line.tell(line_state())
    bench.qtbot.waitUntil(lambda: bench.window.link.state is not None)
    return bench


def test_what_is_due_is_said(bench: Bench) -> None:
    opened(bench, lambda: "Calibration is due: top was never calibrated.")
    bench.qtbot.waitUntil(lambda: "Calibration is due" in bench.window.status.texts[2])


def test_a_history_that_can_not_be_read_is_said(bench: Bench) -> None:
    def broken() -> str:
        raise OSError("camera-history.jsonl:2: was changed")

    opened(bench, broken)
    bench.qtbot.waitUntil(lambda: "was changed" in bench.window.status.texts[2])
