"""The learning screen: what there is, starting, stopping, and the engineer's word in auto-reject."""

import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from inspector_app.bootstrap.learning_desk import HomeLearningDesk
from inspector_app.domain.recipe import Mode
from inspector_app.settings.home import Home
from inspector_app.ui.learning.dialogs.training_dialogs import Choices
from inspector_app.ui.learning.ports import DatasetLine, Wish
from inspector_app.ui.learning.words.markup import left_words
from inspector_app.ui.style.key_button import KeyButton
from tests.bootstrap.test_learning_desk import STAND_IN
from tests.ui.conftest import Bench
from tests.ui.learning_bench import choose, dialog, opened, text
from tests.ui.learning_fakes import EMPTY, FakeDesk, busy_overview, package, training, version

K = Qt.Key


def test_an_empty_home_says_what_comes_next(bench: Bench) -> None:
    opened(bench, FakeDesk(EMPTY))
    assert "A new model in six steps" in text(bench)
    bench.press(K.Key_Down)
    assert "Choose a frozen version" in text(bench)
    bench.press(K.Key_Down)
    assert "finished training becomes a package" in text(bench)
    for key in (K.Key_T, K.Key_R, K.Key_Q, K.Key_X):
        bench.press(key)
    assert bench.window.control.dialog is None
    assert "Choose" in bench.window.learning.note.text


def test_a_dataset_that_is_not_frozen_says_what_is_next(bench: Bench) -> None:
    lines = (DatasetLine("a", 10, 0, ()), DatasetLine("b", 10, 3, ()))
    opened(bench, FakeDesk(replace(EMPTY, datasets=lines)))
    guide = bench.window.learning.detail.guide
    assert [step.state for step in guide.steps] == ["done", "next", "later", "later", "later", "later"]
    bench.press(K.Key_Down)
    assert [step.state for step in guide.steps][2] == "done"


def test_where_nothing_can_be_trained_it_gives_the_command(bench: Bench) -> None:
    opened(bench, FakeDesk(replace(busy_overview(), no_torch="python3 installer/run.py --with-train")))
    assert "installer/run.py --with-train" in text(bench)
    choose(bench, "version housings@2")
    assert not bench.window.learning.bar.buttons["train"].isEnabled()
    bench.press(K.Key_T)
    assert bench.window.control.dialog is None
    assert "installer/run.py --with-train" in bench.window.learning.note.text


def test_a_version_shows_its_uses_and_trains_with_what_was_typed(bench: Bench) -> None:
    desk = FakeDesk(busy_overview())
    opened(bench, desk)
    choose(bench, "version housings@2")
    assert "housings@2" in text(bench)
    assert "once" in text(bench)
    form = dialog(bench, K.Key_T)
    assert form.name.text() == "housings-v2-2"  # housings-v2 is there already
    bench.qtbot.waitUntil(form.name.hasFocus)
    form.name.setText("mine")
    form.family.setCurrentText("yolov8s")
    form.minutes.setValue(20)
    form.start.setCurrentText("housings-v1")
    form.submit()
    bench.qtbot.waitUntil(lambda: bench.window.control.dialog is None)
    assert desk.asked == [("start", Wish("mine", "housings@2", "yolov8s", 20, "housings-v1"))]
    bench.qtbot.waitUntil(lambda: "mine: ▶ running" in text(bench))


@pytest.mark.parametrize(
    ("entry", "title"),
    [("version housings@2", "Train on housings@2"), ("training housings-v1", "Quantise housings-v1")],
)
def test_enter_leads_on_from_a_version_and_a_training_too(bench: Bench, entry: str, title: str) -> None:
    opened(bench, FakeDesk(busy_overview()))
    choose(bench, entry)
    assert dialog(bench, K.Key_Return).windowTitle() == title
    bench.window.control.dialog.reject()


@pytest.mark.parametrize(
    ("dataset", "name"),
    [("housings@1", "housings-v1"), ("خدش@2", "v2"), ("line 3/lids@1", "line-3-lids-v1"), ("ق@", "v")],
)
def test_a_name_is_proposed_that_can_be_a_folder(dataset: str, name: str) -> None:
    choices = Choices((), (), frozenset({"housings-v2"}))
    assert choices.free_name(dataset) == name
    assert choices.free_name("housings@2") == "housings-v2-2"


@pytest.mark.parametrize("name", ["", "..", "a/b", "ä b"])
def test_a_name_that_is_no_folder_is_refused_at_the_field(bench: Bench, name: str) -> None:
    desk = FakeDesk(busy_overview())
    opened(bench, desk)
    choose(bench, "version housings@2")
    form = dialog(bench, K.Key_T)
    form.name.setText(name)
    form.submit()
    assert "letters" in form.error.text()
    assert not desk.asked
    form.reject()


def test_a_refusal_leaves_the_dialog_open_with_what_was_typed(bench: Bench) -> None:
    opened(bench, FakeDesk(busy_overview(), error="One runs at a time."))
    choose(bench, "version housings@2")
    form = dialog(bench, K.Key_T)
    form.name.setText("mine")
    form.submit()
    bench.qtbot.waitUntil(lambda: form.error.text() == "One runs at a time.")
    assert (form.name.text(), form.ok.isEnabled()) == ("mine", True)
    form.reject()


def test_in_auto_reject_an_engineer_has_to_say_so_by_name(bench: Bench) -> None:
    desk = FakeDesk(busy_overview())
    opened(bench, desk, Mode.AUTO_REJECT)
    choose(bench, "version housings@2")
    form = dialog(bench, K.Key_T)
    for tick, name in ((False, "E. Engineer"), (True, " ")):
        form.allowed.setChecked(tick)
        form.engineer.setText(name)
        form.submit()
        assert "auto-reject" in form.error.text()
    assert not desk.asked
    form.engineer.setText("E. Engineer")
    form.submit()
    bench.qtbot.waitUntil(lambda: len(desk.asked) == 1)
    assert desk.asked[0][1].allowed_by == "E. Engineer"


@pytest.mark.parametrize("mode", [Mode.ALERT, Mode.AUTO_REJECT])
def test_going_on_asks_only_in_auto_reject(bench: Bench, mode: Mode) -> None:
    desk = FakeDesk(replace(EMPTY, trainings=(training(state="stopped"),)))
    opened(bench, desk, mode)
    bench.window.learning.list.choose_training("housings-v1")
    if mode is Mode.AUTO_REJECT:
        form = dialog(bench, K.Key_R)
        form.allowed.setChecked(True)
        form.engineer.setText("E")
        form.submit()
    else:
        bench.press(K.Key_R)
    bench.qtbot.waitUntil(lambda: bool(desk.asked))
    assert desk.asked == [("resume", "housings-v1", "E" if mode is Mode.AUTO_REJECT else "")]


@pytest.mark.parametrize("recipe", [None, "housings"])
def test_a_package_is_made_by_a_recipe_or_none(bench: Bench, recipe: str | None) -> None:
    desk = FakeDesk(replace(EMPTY, trainings=(training(),), recipes=("boards", "housings")))
    opened(bench, desk)
    bench.window.learning.list.choose_training("housings-v1")
    form = dialog(bench, K.Key_Q)
    if recipe is not None:
        form.recipe.setCurrentText(recipe)
    form.submit()
    bench.qtbot.waitUntil(lambda: bool(desk.asked))
    assert desk.asked == [("quantise", "housings-v1", recipe, "")]


def test_a_running_training_shows_curves_time_left_and_warning(bench: Bench) -> None:
    overview = busy_overview()
    running = replace(overview.trainings[0], warning="the network learns them by heart")
    desk = FakeDesk(replace(overview, trainings=(running, *overview.trainings[1:])))
    opened(bench, desk)
    bench.window.learning.list.choose_training("housings-v2")
    for words in ("9 epochs of 24", "about 25 min left", "learns them by heart"):
        assert words in text(bench)
    curves = bench.window.learning.detail.curves
    assert curves.isVisible()
    assert list(curves.found.getData()[0]) == list(range(1, 10))
    bench.press(K.Key_Up)
    assert not curves.isVisible()


def test_a_job_beside_auto_reject_is_always_said(bench: Bench) -> None:
    opened(bench, FakeDesk(busy_overview()), Mode.AUTO_REJECT)
    assert "auto-reject and the job of housings-v2" in bench.window.learning.title.text()


def test_stopping_asks_once_and_moving_on_forgets_it(bench: Bench) -> None:
    desk = FakeDesk(busy_overview())
    opened(bench, desk)
    bench.window.learning.list.choose_training("housings-v2")
    bench.press(K.Key_X)
    assert "once more" in bench.window.learning.note.text
    bench.press(K.Key_Down)
    bench.press(K.Key_Up)
    bench.press(K.Key_X)
    assert not desk.asked
    bench.press(K.Key_X)
    bench.qtbot.waitUntil(lambda: desk.asked == [("cancel", "housings-v2")])


def test_a_package_shows_a_class_below_the_limit_in_red_with_what_to_do(bench: Bench) -> None:
    desk = FakeDesk(replace(EMPTY, packages=(package(),)))
    opened(bench, desk)
    bench.press(K.Key_Down)
    bench.press(K.Key_Down)
    shown = text(bench)
    for words in ("78.2%", "67.8% to 85.9%", "collect more", "NNCF 3.4.0"):
        assert words in shown
    assert shown.count("collect more") == 1
    assert QColor("#D55E00").name() in bench.window.learning.detail.text.toHtml()


def test_what_cannot_be_read_is_said_and_the_screen_lives_on(bench: Bench) -> None:
    opened(bench, FakeDesk(replace(busy_overview(), trouble=("Entry 3 of the history was changed.",))))
    assert "Entry 3" in bench.window.learning.note.text
    assert "housings" in text(bench)


def test_names_are_shown_as_text_and_not_as_markup(bench: Bench) -> None:
    opened(bench, FakeDesk(replace(EMPTY, datasets=(DatasetLine("x", 1, 1, (version(note="<b>&x"),)),))))
    choose(bench, "version housings@1")
    assert "<b>&x" in text(bench)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, "not known yet"), (20, "a minute"), (1490, "25 min"), (3 * 3600 + 1800, "3.5 h")],
)
def test_the_time_that_is_left_in_words(seconds: float | None, words: str) -> None:
    assert words in left_words(seconds)


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_everything_can_be_read_at_both_sizes(bench: Bench, size: tuple[int, int]) -> None:
    bench.window.resize(*size)
    opened(bench, FakeDesk(busy_overview()))
    screen = bench.window.learning
    for button in screen.findChildren(KeyButton):
        assert button.isHidden() or button.texts_fit(), button.text()
    assert isinstance(screen.title, QLabel)
    assert screen.list.horizontalScrollBar().maximum() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a child ends at once there, and by no signal")
def test_a_real_job_is_followed_stopped_and_resumed_from_the_window(bench: Bench, tmp_path: object) -> None:
    ending = ["wait"]
    home = Home(tmp_path / "home").create()
    desk = HomeLearningDesk(home, lambda words: [sys.executable, str(STAND_IN), ending[0], *words])
    desk.start(Wish("real", "housings@1", "yolov8n", 5))
    opened(bench, desk)
    screen = bench.window.learning
    screen.list.choose_training("real")
    try:
        bench.qtbot.waitUntil(lambda: "2 epochs of 4" in text(bench), timeout=10_000)
        bench.press(K.Key_X)
        bench.press(K.Key_X)
        bench.qtbot.waitUntil(lambda: "■ stopped" in text(bench), timeout=10_000)
        ending[0] = "finish"
        bench.press(K.Key_R)
        bench.qtbot.waitUntil(lambda: "✓ finished" in text(bench), timeout=10_000)
        assert list(screen.detail.curves.found.getData()[0]) == [1, 2, 3, 4]
    finally:
        if desk.trainings()[0].state == "running":
            desk.cancel("real")
