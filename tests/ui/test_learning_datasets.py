"""Datasets in the window: imported, checked, split, frozen, approved, held against each other."""

import sys
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from inspector_app.bootstrap.learning_desk import HomeLearningDesk
from inspector_app.settings.home import Home
from inspector_app.ui.learning.answers import CheckAnswer, DiffAnswer, ImportAnswer, RemarkAnswer
from inspector_app.ui.learning.ports import DatasetLine, Formats, JobLine
from inspector_app.ui.learning.wishes import (
    ApproveWish,
    CheckWish,
    DatasetExportWish,
    DiffWish,
    FreezeWish,
    ImportWish,
    SplitWish,
    TagWish,
)
from tests.ui.conftest import Bench
from tests.ui.fakes import board
from tests.ui.learning_bench import choose, dialog, opened, shown_keys, text, until_note
from tests.ui.learning_fakes import EMPTY, NOW, FakeDesk, busy_overview, version

K = Qt.Key
NEW = replace(
    EMPTY, datasets=(DatasetLine("housings", 3200, 0, ()),), formats=Formats(("yolo", "coco"), ("yolo",))
)
SPLIT = replace(NEW, datasets=(DatasetLine("housings", 3200, 800, (version(),)),), people=("Q. Lead",))


def begun(bench: Bench, desk: FakeDesk) -> object:
    """The wish that came of it."""
    bench.qtbot.waitUntil(lambda: any(what[0] == "begin" for what in desk.asked))
    return next(what[1] for what in desk.asked if what[0] == "begin")


def test_a_folder_is_recognised_named_and_imported(bench: Bench, tmp_path: Path) -> None:
    desk = FakeDesk(EMPTY)
    opened(bench, desk)
    form = dialog(bench, K.Key_I)
    form.source.field.setText(str(tmp_path / "line 3, lids"))
    bench.qtbot.waitUntil(lambda: "YOLO" in form.recognised.text())
    assert form.name.text() == "line-3-lids"
    form.unlabelled.setCurrentIndex(1)
    form.submit()
    wish = begun(bench, desk)
    assert wish == ImportWish(name="line-3-lids", source=str(tmp_path / "line 3, lids"), unlabelled="clean")
    bench.qtbot.waitUntil(lambda: "▶ Import line-3-lids" in bench.window.learning.list.currentItem().text())


def test_the_answers_of_the_station_need_no_folder(bench: Bench) -> None:
    desk = FakeDesk(SPLIT)
    opened(bench, desk)
    form = dialog(bench, K.Key_A)
    form.source_kind.setCurrentIndex(1)
    assert not form.source.isVisible()
    form.submit()
    assert begun(bench, desk) == ImportWish(name="housings", add_to="housings")


@pytest.mark.parametrize(
    ("source", "name", "words"),
    [
        ("", "x", "A folder or a ZIP"),
        ("/d", "", "A name"),
        ("/d", "housings", "press A"),
        ("/d", "a/b", "without /"),
    ],
)
def test_what_can_not_be_imported_is_said_at_the_place(
    bench: Bench, source: str, name: str, words: str
) -> None:
    desk = FakeDesk(NEW)
    opened(bench, desk)
    form = dialog(bench, K.Key_I)
    form.source.field.setText(source)
    form.name.setText(name)
    form.submit()
    assert words in form.error.text()
    assert not desk.asked
    form.reject()


def test_a_path_that_is_not_there_is_said_before_the_import(bench: Bench) -> None:
    opened(bench, FakeDesk(EMPTY))
    form = dialog(bench, K.Key_I)
    form.source.field.setText("/nowhere")
    bench.qtbot.waitUntil(lambda: "no such folder" in form.recognised.text())
    form.reject()


def test_an_import_that_failed_says_why_and_asks_again_with_what_was_typed(bench: Bench) -> None:
    wish = ImportWish(name="lids", source="/data/lids", format="coco")
    trouble = (
        "/data/lids: 2 images have no label file: a.png. Nobody can tell whether they are clean: "
        "say --unlabelled clean if somebody looked, or --unlabelled skip to leave them out."
    )
    desk = FakeDesk(replace(NEW, jobs=(JobLine(wish, "failed", NOW, trouble=trouble),)))
    opened(bench, desk)
    assert "2 images have no label file" in text(bench)
    assert "“No label file”" in text(bench)
    assert "--unlabelled" not in text(bench)
    form = dialog(bench, K.Key_Return)
    assert (form.name.text(), form.source.path, form.format.currentData()) == ("lids", "/data/lids", "coco")
    form.reject()
    bench.press(K.Key_X)
    bench.qtbot.waitUntil(lambda: desk.asked == [("forget", wish)])


def test_enter_goes_along_the_path(bench: Bench) -> None:
    desk = FakeDesk(NEW)
    opened(bench, desk)
    bench.press(K.Key_Return)
    assert begun(bench, desk) == CheckWish(name="housings")
    desk.tell(
        JobLine(CheckWish(name="housings"), "done", NOW, answer=CheckAnswer("housings", 9, 0, True, {}, ()))
    )
    until_note(bench, "is checked: nothing to say")
    bench.press(K.Key_Return)
    bench.qtbot.waitUntil(lambda: desk.asked[-1][1] == SplitWish(name="housings"))


def test_a_version_needs_a_name_and_a_note(bench: Bench) -> None:
    desk = FakeDesk(SPLIT)
    opened(bench, desk)
    form = dialog(bench, K.Key_F)
    form.note.setText("first images")
    form.submit()
    assert "Your name" in form.error.text()
    form.by.setCurrentText("Q. Lead")
    form.approves.setChecked(True)
    form.submit()
    assert begun(bench, desk) == FreezeWish(name="housings", note="first images", by="Q. Lead", approves=True)


def test_what_is_known_of_the_images_is_kept(bench: Bench) -> None:
    desk = FakeDesk(SPLIT)
    opened(bench, desk)
    form = dialog(bench, K.Key_G)
    form.submit()
    assert "A value for all images, or a table" in form.error.text()
    form.value.setText("ring")
    form.submit()
    assert begun(bench, desk) == TagWish(name="housings", every="light=ring")


def test_dividing_again_is_asked_about(bench: Bench) -> None:
    desk = FakeDesk(SPLIT)
    opened(bench, desk)
    form = dialog(bench, K.Key_S)
    form.again.setCurrentIndex(1)
    form.submit()
    assert begun(bench, desk) == SplitWish(name="housings", again=True)


def test_a_dataset_is_written_in_another_tools_format(bench: Bench, tmp_path: Path) -> None:
    desk = FakeDesk(replace(SPLIT, formats=Formats((), ("yolo", "coco"))))
    opened(bench, desk)
    form = dialog(bench, K.Key_E)
    form.format.setCurrentIndex(1)
    form.out.field.setText(str(tmp_path / "out"))
    form.submit()
    assert begun(bench, desk) == DatasetExportWish(name="housings", out=str(tmp_path / "out"), format="coco")


def test_what_was_found_is_shown_with_the_images_concerned(bench: Bench, tmp_path: Path) -> None:
    files = tuple(str(tmp_path / f"{n}.png") for n in range(2))
    cv2.imwrite(files[0], board(1, 160))
    remarks = (
        RemarkAnswer("amount", "warning", "stain has 61 images."),
        RemarkAnswer("broken", "error", "<b>2</b> images are broken.", None, ("a", "b"), files, 300),
    )
    answer = CheckAnswer("housings", 3200, 0, False, {"error": 1, "warning": 1}, remarks)
    opened(
        bench, FakeDesk(replace(NEW, jobs=(JobLine(CheckWish(name="housings"), "done", NOW, answer=answer),)))
    )
    assert "<b>2</b> images are broken." in text(bench)
    assert "1 error, 1 warning" in text(bench)
    bench.press(K.Key_P)
    found = bench.window.learning.findings
    assert found.isVisible()
    assert "the first 2 of 300 images" in found.words.text()
    bench.qtbot.waitUntil(lambda: found.picture.picture is not None)
    bench.press(K.Key_Right)
    bench.qtbot.waitUntil(lambda: "can't be shown" in found.picture.words)
    assert found.file == files[1]
    bench.window.learning.bar.buttons["image_before"].click()
    assert found.file == files[0]
    bench.press(K.Key_Escape)
    assert bench.window.learning.detail.isVisible()
    bench.press(K.Key_Escape)
    assert bench.window.bench.isVisible()


def test_a_job_shows_how_far_it_is_and_is_stopped_by_two_presses(bench: Bench) -> None:
    wish = CheckWish(name="housings")
    job = JobLine(wish, "running", NOW, "images looked at", 41_250, 100_000, 312)
    desk = FakeDesk(replace(NEW, jobs=(job,)))
    opened(bench, desk)
    choose(bench, "dataset housings")
    bar = bench.window.learning.detail.bar
    assert bar.isVisible()
    assert "41,250 of 100,000, about 5 min left" in bar.text()
    assert "check" not in shown_keys(bench)
    bench.press(K.Key_X)
    assert not desk.asked
    bench.press(K.Key_X)
    bench.qtbot.waitUntil(lambda: desk.asked == [("stop", wish)])


def test_classes_that_nobody_approved_keep_a_training_off(bench: Bench) -> None:
    overview = replace(NEW, datasets=(DatasetLine("housings", 9, 3, (version(unapproved=("dent", "خدش")),)),))
    desk = FakeDesk(overview)
    opened(bench, desk)
    choose(bench, "version housings@1")
    bench.press(K.Key_T)
    assert "A approves" in bench.window.learning.note.text
    form = dialog(bench, K.Key_A)
    form.by.setCurrentText("Q. Lead")
    form.submit()
    assert begun(bench, desk) == ApproveWish(
        version="housings@1", classes=("dent", "خدش"), by="Q. Lead", note=""
    )


def test_open_errors_are_accepted_by_name_before_a_training(bench: Bench) -> None:
    overview = replace(
        NEW, datasets=(DatasetLine("housings", 9, 3, (version(open_errors=("too-few: dent",)),)),)
    )
    desk = FakeDesk(overview)
    opened(bench, desk)
    choose(bench, "version housings@1")
    assert "too-few: dent" in text(bench)
    form = dialog(bench, K.Key_T)
    assert any("too-few: dent" in label.text() for label in form.findChildren(QLabel))
    form.submit()
    assert "accepts the open errors" in form.error.text()
    form.accepts.setText("Q. Lead")
    form.why.setText("a trial")
    form.submit()
    bench.qtbot.waitUntil(lambda: bool(desk.asked))
    assert (desk.asked[0][1].errors_accepted_by, desk.asked[0][1].reason) == ("Q. Lead", "a trial")


def test_a_version_is_held_against_the_one_before(bench: Bench) -> None:
    desk = FakeDesk(busy_overview())
    opened(bench, desk)
    choose(bench, "version housings@2")
    form = dialog(bench, K.Key_D)
    form.submit()
    wish = begun(bench, desk)
    assert wish == DiffWish(old="housings@1", new="housings@2")
    many = tuple(f"image {n}" for n in range(30))
    answer = DiffAnswer(
        "housings@1", "housings@2", "stains added", "Q. Lead", False, many, (), (), (), (), {},
        {"train": (10, 40)}, {"stain": {"train": (0, 30)}},
    )  # fmt: skip
    desk.tell(JobLine(wish, "done", NOW, answer=answer))
    bench.qtbot.waitUntil(lambda: "and 22 more" in text(bench))
    assert "30 (+30)" in text(bench)


def test_what_came_of_an_import_is_selected(bench: Bench) -> None:
    wish = ImportWish(name="lids", source="/d")
    desk = FakeDesk(replace(NEW, jobs=(JobLine(wish, "running", NOW),)))
    opened(bench, desk)
    choose(bench, "job import lids")
    desk.shown = replace(desk.shown, datasets=(*NEW.datasets, DatasetLine("lids", 4, 0, ())))
    desk.tell(JobLine(wish, "done", NOW, answer=ImportAnswer("yolo", 4, 2, {"dent": 2})))
    bench.qtbot.waitUntil(lambda: bench.window.learning.list.entry == DatasetLine("lids", 4, 0, ()))
    assert "4 images, 2 of them clean" in text(bench)


def test_a_large_list_stays_readable(bench: Bench) -> None:
    classes = {f"class {n} with a very long name of the catalogue": n for n in range(40)}
    name = "خدش على السطح"
    job = JobLine(ImportWish(name=name), "done", NOW, answer=ImportAnswer("yolo", 100_000, 80_000, classes))
    opened(bench, FakeDesk(replace(EMPTY, datasets=(DatasetLine(name, 100_000, 0, ()),), jobs=(job,))))
    assert "100,000 images, 80,000 of them clean" in text(bench)
    assert bench.window.learning.detail.text.horizontalScrollBar().maximum() == 0


def labelled_folder(folder: Path) -> Path:
    """Six images in YOLO's layout."""
    for part in ("images", "labels"):
        (folder / part).mkdir(parents=True)
    (folder / "classes.txt").write_text("dent\n", encoding="utf-8")
    for number in range(6):
        cv2.imwrite(str(folder / "images" / f"{number}.png"), board(number, 160))
        label = "0 0.5 0.5 0.2 0.2\n" if number % 2 else ""
        (folder / "labels" / f"{number}.txt").write_text(label, encoding="utf-8")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="a child ends at once there, and by no signal")
def test_the_real_commands_import_and_check_from_the_window(bench: Bench, tmp_path: Path) -> None:
    opened(bench, HomeLearningDesk(Home(tmp_path / "home").create()))
    form = dialog(bench, K.Key_Return)
    form.source.field.setText(str(labelled_folder(tmp_path / "lids")))
    bench.qtbot.waitUntil(lambda: "YOLO" in form.recognised.text(), timeout=10_000)
    form.submit()
    bench.qtbot.waitUntil(lambda: isinstance(bench.window.learning.list.entry, DatasetLine), timeout=120_000)
    assert "6 images, 3 of them clean" in text(bench)
    bench.press(K.Key_Return)
    bench.qtbot.waitUntil(lambda: "too few" in text(bench), timeout=120_000)
    assert "show" in shown_keys(bench)
