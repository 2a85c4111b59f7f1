"""Packages in the window: gates, release by name, rollback, comparison, report; and known sets."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from reportlab.pdfgen.canvas import Canvas

from inspector_app.domain.recipe import Mode
from inspector_app.ui.learning.answers import (
    AddedAnswer,
    ChangedAnswer,
    CompareAnswer,
    EntryAnswer,
    GateAnswer,
    KnownAddAnswer,
    ReleaseAnswer,
    ReportAnswer,
    SideAnswer,
    SideClassAnswer,
)
from inspector_app.ui.learning.ports import (
    DatasetLine,
    JobLine,
    KnownSetLine,
    Overview,
    PackageLine,
    ProductLine,
)
from inspector_app.ui.learning.wishes import (
    CompareWish,
    GatesWish,
    KnownAcceptWish,
    KnownRunWish,
    PackageExportWish,
    PackageImportWish,
    ReleaseWish,
    ReportWish,
    RollbackWish,
)
from inspector_app.ui.learning.words.markup import GOOD, RED
from tests.ui.conftest import Bench
from tests.ui.learning_bench import choose, dialog, opened, shown_keys, text, until_note
from tests.ui.learning_fakes import EMPTY, NOW, FakeDesk, package, version
from tests.ui.test_learning_datasets import begun

K = Qt.Key
GATES = GatesWish(package="housings-v1", line="castings")
OK = GateAnswer("Golden answers", passed=True, said="equal on this machine")
MISSED = GateAnswer(
    "Recall of stain", passed=False, said="78.2 %; at least 90 %", overridable=True, collect_more=True
)
CRITICAL = GateAnswer("Recall of crack", passed=False, said="82.0 %; at least 90 %", collect_more=True)


def home(*gates: GateAnswer, **changes: object) -> Overview:
    """A home with one package, and what its gates said where any are given."""
    answer = ReleaseAnswer(
        "Not ready.", all(gate.passed for gate in gates), gates, basis="Judged by its card alone."
    )
    jobs = (JobLine(GATES, "done", NOW, answer=answer),) if gates else ()
    lines = (ProductLine("castings", ("cast",)),)
    made = replace(package(), **changes)
    return replace(EMPTY, packages=(made,), jobs=jobs, lines=lines, people=("Q. Lead",), recipes=("cast",))


def at_package(bench: Bench, desk: FakeDesk, mode: Mode = Mode.ALERT) -> None:
    opened(bench, desk, mode)
    choose(bench, "package housings-v1")


def test_the_gates_are_measured_for_a_line(bench: Bench) -> None:
    desk = FakeDesk(home())
    at_package(bench, desk)
    assert "release" not in shown_keys(bench)
    bench.press(K.Key_L)
    assert "Measure the gates" in bench.window.learning.note.text
    form = dialog(bench, K.Key_G)
    assert form.line.currentText() == "castings"
    form.submit()
    assert begun(bench, desk) == GATES


def test_a_missed_gate_stands_first_with_what_to_do(bench: Bench) -> None:
    at_package(bench, FakeDesk(home(OK, MISSED)))
    shown = text(bench)
    for words in (
        "1 of 2 gates is missed",
        "collect more",
        "a QA lead may let it through",
        "by its card alone",
    ):
        assert words in shown
    assert shown.index("Recall of stain") < shown.index("Golden answers")
    assert RED.lower() in bench.window.learning.detail.text.toHtml().lower()


def test_all_gates_passed_are_green(bench: Bench) -> None:
    at_package(bench, FakeDesk(home(OK)))
    assert "✓ All 1 gates are passed. L releases it." in text(bench)
    assert GOOD.lower() in bench.window.learning.detail.text.toHtml().lower()


def test_a_critical_class_below_its_gate_is_never_released(bench: Bench) -> None:
    desk = FakeDesk(home(OK, MISSED, CRITICAL))
    at_package(bench, desk)
    assert "Nobody can release it" in text(bench)
    assert "release" not in shown_keys(bench)
    bench.press(K.Key_L)
    assert bench.window.control.dialog is None
    assert not desk.asked


def test_a_release_has_a_name_and_a_reason_and_puts_recipes_over(bench: Bench) -> None:
    desk = FakeDesk(home(OK))
    at_package(bench, desk)
    form = dialog(bench, K.Key_L)
    assert not form.qa_lead.isVisible()
    form.submit()
    assert "Your name" in form.error.text()
    form.by.setCurrentText("E. Engineer")
    form.why.setText("finds more dents")
    form.recipes["cast"].setChecked(True)
    form.submit()
    bench.qtbot.waitUntil(lambda: bool(desk.asked))
    assert desk.asked[0][1] == ReleaseWish(
        package="housings-v1", line="castings", by="E. Engineer", reason="finds more dents", recipes=("cast",)
    )


def test_a_missed_gate_needs_the_qa_lead_by_name(bench: Bench) -> None:
    desk = FakeDesk(home(OK, MISSED))
    at_package(bench, desk)
    form = dialog(bench, K.Key_L)
    form.by.setCurrentText("E. Engineer")
    form.why.setText("finds more dents")
    form.submit()
    assert "QA lead" in form.error.text()
    assert not desk.asked
    form.qa_lead.setCurrentText("Q. Lead")
    form.waiver.setText("stains are only looks")
    form.submit()
    bench.qtbot.waitUntil(lambda: bool(desk.asked))
    wish = desk.asked[0][1]
    assert (wish.qa_lead, wish.waiver) == ("Q. Lead", "stains are only looks")
    entry = EntryAnswer("release", "castings", "housings-v1-9f21c0aa", "E. Engineer", "x")
    desk.tell(
        JobLine(wish, "done", NOW, answer=ReleaseAnswer("Ready", True, (OK,), True, entry, {"cast": 4}))
    )
    until_note(bench, "in force on castings, by E. Engineer. Recipes: cast is version 4.")


def test_nothing_that_takes_long_begins_beside_auto_reject_without_an_engineer(bench: Bench) -> None:
    desk = FakeDesk(home())
    at_package(bench, desk, Mode.AUTO_REJECT)
    for key in (K.Key_G, K.Key_V):
        form = dialog(bench, key)
        form.submit()
        assert "auto-reject" in form.error.text()
        form.reject()
        bench.qtbot.waitUntil(lambda: bench.window.control.dialog is None)
    assert not desk.asked


@pytest.mark.parametrize(("key", "leaves"), [(K.Key_B, False), (K.Key_O, True)])
def test_back_to_the_release_before_and_out_of_shadow(bench: Bench, key: Qt.Key, leaves: bool) -> None:
    desk = FakeDesk(home(released_for=("castings", "lids"), in_shadow_on=("lids",)))
    at_package(bench, desk)
    form = dialog(bench, key)
    form.by.setCurrentText("Q. Lead")
    form.why.setText("too many false calls")
    form.submit()
    who = {"package": "housings-v1", "by": "Q. Lead", "reason": "too many false calls"}
    wish = begun(bench, desk)
    assert wish == (
        ReleaseWish(line="lids", leave_shadow=True, **who) if leaves else RollbackWish(line="castings", **who)
    )


def test_a_refused_package_can_still_be_taken_back(bench: Bench) -> None:
    at_package(bench, FakeDesk(home(fault="model.bin: was changed", released_for=("castings",))))
    assert "model.bin: was changed" in text(bench)
    assert shown_keys(bench) == {"import", "rollback", "back"}


def test_two_packages_side_by_side(bench: Bench) -> None:
    other = PackageLine("board-defects", "under test")
    overview = home()
    desk = FakeDesk(replace(overview, packages=(*overview.packages, other)))
    at_package(bench, desk)
    form = dialog(bench, K.Key_M)
    form.submit()
    wish = begun(bench, desk)
    assert wish == CompareWish(package="housings-v1", other="board-defects")
    sides = (
        SideAnswer("housings-v1", {"dent": SideClassAnswer(0.9, 0.8, 40, (0.77, 0.96), (0.7, 0.9))}),
        SideAnswer("board-defects", {}),
    )
    desk.tell(JobLine(wish, "done", NOW, answer=CompareAnswer(sides, "housings-v1 finds more.")))
    bench.qtbot.waitUntil(lambda: "90.0% (77.0% to 96.0%), n 40" in text(bench))
    assert "not known" in text(bench)


def test_there_has_to_be_another_package(bench: Bench) -> None:
    at_package(bench, FakeDesk(home()))
    form = dialog(bench, K.Key_M)
    form.submit()
    assert "no other package" in form.error.text()
    form.reject()


def test_the_report_is_measured_on_own_images_and_opened(bench: Bench, tmp_path: Path) -> None:
    desk = FakeDesk(replace(home(), datasets=(DatasetLine("housings", 9, 3, (version(),)),)))
    at_package(bench, desk)
    form = dialog(bench, K.Key_V)
    assert not form.boards.isVisible()
    form.part.setCurrentIndex(1)
    form.submit()
    wish = begun(bench, desk)
    assert wish == ReportWish(package="housings-v1", data="housings@1", part="vault")
    file = tmp_path / "report.pdf"
    canvas = Canvas(str(file))
    canvas.drawString(72, 700, "NOT READY")
    canvas.save()
    desk.tell(JobLine(wish, "done", NOW, answer=ReportAnswer(str(file), False, "recall of stain", 17)))
    until_note(bench, "NOT READY: recall of stain")
    bench.press(K.Key_P)
    paper = bench.window.learning.paper
    bench.qtbot.waitUntil(lambda: paper.pages.count == 1)
    assert shown_keys(bench) == {"save", "print", "back"}
    paper.save_to(file, tmp_path / "copy.pdf")
    bench.qtbot.waitUntil((tmp_path / "copy.pdf").is_file)
    assert (tmp_path / "copy.pdf").read_bytes() == file.read_bytes()
    bench.press(K.Key_Escape)
    assert bench.window.learning.detail.isVisible()


def test_a_report_that_is_gone_is_said(bench: Bench, tmp_path: Path) -> None:
    answer = ReportAnswer(str(tmp_path / "gone.pdf"), True, "all gates")
    overview = replace(home(), jobs=(JobLine(ReportWish(package="housings-v1"), "done", NOW, answer=answer),))
    at_package(bench, FakeDesk(overview))
    bench.press(K.Key_P)
    bench.qtbot.waitUntil(lambda: "can't be shown" in bench.window.learning.paper.title.text())


def test_packages_go_out_and_come_in_as_files(bench: Bench, tmp_path: Path) -> None:
    desk = FakeDesk(home())
    at_package(bench, desk)
    form = dialog(bench, K.Key_E)
    form.out.field.setText(str(tmp_path / "p.zip"))
    form.submit()
    assert begun(bench, desk) == PackageExportWish(package="housings-v1", out=str(tmp_path / "p.zip"))
    bench.qtbot.waitUntil(lambda: bench.window.control.dialog is None)
    form = dialog(bench, K.Key_I)
    form.file.field.setText(str(tmp_path / "q.zip"))
    form.submit()
    bench.qtbot.waitUntil(lambda: len(desk.asked) == 2)
    assert desk.asked[1][1] == PackageImportWish(file=str(tmp_path / "q.zip"))


def test_a_known_set_is_run_looked_at_and_accepted_by_name(bench: Bench, tmp_path: Path) -> None:
    changed = ChangedAnswer("a.png", "a.png (good) was PASS (no finding), is FAIL (above tolerance)")
    one = KnownSetLine("cast", 12, NOW, (changed,), str(tmp_path))
    desk = FakeDesk(replace(EMPTY, known_sets=(one,), people=("Q. Lead",)))
    opened(bench, desk)
    choose(bench, "known set cast")
    assert "not READY" in text(bench)
    bench.press(K.Key_P)
    assert bench.window.learning.findings.file == str(tmp_path / "a.png")
    bench.press(K.Key_Escape)
    form = dialog(bench, K.Key_A)
    form.by.setCurrentText("Q. Lead")
    form.why.setText("new lamp")
    form.submit()
    wish = begun(bench, desk)
    assert wish == KnownAcceptWish(recipe="cast", by="Q. Lead", reason="new lamp")
    desk.tell(JobLine(wish, "failed", NOW, trouble="The known set was not run as things are now; run it."))
    bench.qtbot.waitUntil(lambda: "run as things are now" in text(bench))
    bench.press(K.Key_K)
    bench.qtbot.waitUntil(lambda: desk.asked[-1][1] == KnownRunWish(recipe="cast"))


def test_images_join_a_known_set(bench: Bench, tmp_path: Path) -> None:
    desk = FakeDesk(replace(EMPTY, known_sets=(KnownSetLine("cast", 0, views=("top", "side")),)))
    opened(bench, desk)
    choose(bench, "known set cast")
    form = dialog(bench, K.Key_N)
    form.submit()
    assert "Choose images" in form.error.text()
    form.files.take([str(tmp_path / f"{n}.png") for n in range(3)])
    assert form.files.words.text() == "0.png and 2 more"
    form.shows.setCurrentIndex(2)
    form.view.setCurrentIndex(1)
    form.submit()
    wish = begun(bench, desk)
    assert (wish.shows, wish.view, len(wish.images)) == ("bad", 2, 3)
    answer = KnownAddAnswer((AddedAnswer("0.png", accepted=False), AddedAnswer("1.png", accepted=True)), 2)
    desk.tell(JobLine(wish, "done", NOW, answer=answer))
    until_note(bench, "2 images added; 1 of them contradict")
