"""The mode screen: conditions are read from a worker, and going down waits for nothing."""

from datetime import UTC, datetime

import pytest

from inspector_app.domain.messages import Reply, SetMode
from inspector_app.domain.mode import ModeChange, ModeEvidence
from inspector_app.domain.recipe import Mode
from inspector_app.quality.mode_conditions import judge_conditions
from inspector_app.release.mode_standing import ModeStanding
from inspector_app.settings.mode_figures import ModeFigures
from inspector_app.ui.keys.key_press import KeyPress
from inspector_app.ui.mode.mode_screen import ModeScreen

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def standing(mode=Mode.SHADOW, **counts):
    evidence = ModeEvidence(line="board-a", model_sha256="ab", mode=mode, since=NOW, **counts)
    gates = judge_conditions(evidence, ModeFigures()) if mode is not Mode.AUTO_REJECT else []
    change = ModeChange("board-a", "boards", "ab", mode, "Ada", "new <model>", NOW)
    return ModeStanding(
        line="board-a",
        recipe="a",
        allows=Mode.AUTO_REJECT,
        model="boards",
        model_sha256="ab",
        mode=mode,
        gates=gates,
        obstacle="",
        history=[change],
        evidence=evidence,
    )


ENOUGH = {
    "days": 8, "passed": 1800, "passed_good": 1700, "rejected": 200, "rejected_good": 15, "rejected_bad": 185,
}  # fmt: skip


class Desk:
    """Commands, worker and records in one: at once, and remembered."""

    def __init__(self):
        self.sent, self.dialogs, self.standing, self.person, self.refusal = [], [], standing(), "Ada", ""

    def send(self, make, accepted, refused):
        self.sent.append(make("1"))
        if self.refusal:
            refused(self.refusal)
        else:
            accepted(Reply(command_id="1", ok=True))

    def run(self, work, done, failed=None):
        try:
            result = work()
        except OSError as error:
            failed(error)
            return
        done(result)

    def show(self):
        if isinstance(self.standing, Exception):
            raise self.standing
        return self.standing


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def screen(qtbot, desk):
    def mode():
        return desk.standing.mode if isinstance(desk.standing, ModeStanding) else Mode.AUTO_REJECT

    screen = ModeScreen(desk, desk, desk.dialogs.append, person=lambda: desk.person, mode=mode, zone=UTC)
    qtbot.addWidget(screen)
    screen.attach(desk)
    screen.resize(1180, 600)
    return screen


def press(screen, name):
    return screen.press(KeyPress(name, "", 0.0))


def test_every_condition_stands_there_with_its_figure_and_where_the_limit_is_from(screen, desk):
    desk.standing = standing(days=3, passed=100)
    screen.refresh()
    text = screen.text.toPlainText()
    assert "boards on board-a: shadow" in text
    assert "Days with parts" in text
    assert "at least 7" in text
    assert "guide, step Deploy" in text
    assert "new <model>" in text
    assert not screen.up.isEnabled()


def test_one_press_goes_down_without_a_person_and_without_counts(screen, desk):
    desk.standing = OSError("the database is locked")
    desk.person = None
    assert press(screen, "1")
    assert [(one.mode, one.person) for one in desk.sent] == [(Mode.ALERT, "not named")]
    assert press(screen, "0")
    assert desk.sent[-1].mode is Mode.SHADOW


def test_a_refusal_is_said_on_the_screen(screen, desk):
    desk.standing = standing(Mode.AUTO_REJECT)
    desk.refusal = "The line does not answer."
    press(screen, "1")
    assert "The mode is as it was. The line does not answer." in screen.note.text


def test_up_asks_why_and_sends_the_counts(screen, desk):
    desk.standing = standing(**ENOUGH)
    screen.refresh()
    press(screen, "7")
    dialog = desk.dialogs[0]
    assert dialog.command() is None  # no reason yet
    dialog.reason.setText("a stable week")
    command = dialog.command()("7")
    assert isinstance(command, SetMode)
    assert (command.mode, command.person, command.evidence.passed) == (Mode.ALERT, "Ada", 1800)


def test_up_is_not_even_asked_where_a_condition_is_open(screen, desk):
    screen.refresh()
    press(screen, "7")
    assert desk.dialogs == []
    assert "Not yet alert: Days with parts 0" in screen.note.text
