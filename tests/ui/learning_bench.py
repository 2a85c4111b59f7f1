"""What a test does with the learning screen."""

from dataclasses import replace

from PySide6.QtCore import Qt

from inspector_app.domain.recipe import Mode
from tests.ui.conftest import Bench
from tests.ui.fakes import line_state

K = Qt.Key


def opened(bench: Bench, desk: object, mode: Mode = Mode.ALERT) -> Bench:
    """The screen over a line in this mode."""
    bench.window.attach(replace(bench.station.ports, learning=desk))
    bench.station.line.tell(line_state(mode=mode))
    bench.qtbot.waitUntil(lambda: bench.window.link.state is not None)
    bench.press(K.Key_F12)
    bench.qtbot.waitUntil(lambda: bench.window.learning.overview is not None)
    return bench


def text(bench: Bench) -> str:
    shown = bench.window.learning.detail.text.toPlainText()
    return shown.replace("\u2068", "").replace("\u2069", "")


def choose(bench: Bench, key: str) -> None:
    assert bench.window.learning.list.choose(key)


def dialog(bench: Bench, key: Qt.Key) -> object:
    bench.press(key)
    bench.qtbot.waitUntil(lambda: bench.window.control.dialog is not None)
    return bench.window.control.dialog


def until_note(bench: Bench, words: str) -> None:
    bench.qtbot.waitUntil(lambda: words in bench.window.learning.note.text, timeout=5000)


def shown_keys(bench: Bench) -> set[str]:
    """The buttons that are there and can be pressed."""
    buttons = bench.window.learning.bar.buttons.items()
    return {name for name, button in buttons if not button.isHidden() and button.isEnabled()}
