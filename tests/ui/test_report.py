from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from inspector_app.domain.messages import EndShift, ReportIssued
from inspector_app.ui.report.pdf_pages import PdfError, page_count, render_pages
from inspector_app.ui.report.printing import print_file
from tests.ui.conftest import Bench
from tests.ui.fakes import line_state

K = Qt.Key


@pytest.fixture
def pdf(tmp_path: Path, qapp: object) -> Path:
    file = tmp_path / "shift-2026-11-03.pdf"
    writer = QPdfWriter(str(file))
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    painter = QPainter(writer)
    painter.fillRect(0, 0, 3000, 3000, Qt.GlobalColor.red)
    writer.newPage()
    painter.drawText(1000, 1000, "second")
    painter.end()
    return file


def test_pages_become_pictures_in_the_right_colours(pdf: Path) -> None:
    pages = render_pages(pdf, 50)
    assert len(pages) == page_count(pdf) == 2
    assert pages[0].pixelColor(10, 10).getRgb()[:3] == (255, 0, 0)


def test_a_file_that_is_no_pdf_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"nothing")
    with pytest.raises(PdfError, match=r"x\.pdf"):
        render_pages(tmp_path / "x.pdf", 50)


def test_f4_draws_the_report_of_the_running_shift_and_shows_it(bench: Bench, pdf: Path) -> None:
    bench.station.reports.file = pdf
    bench.start()
    assert not bench.window.report.save_button.isEnabled()
    bench.press(K.Key_F4)
    bench.qtbot.waitUntil(lambda: bench.window.report.pages.count == 2, timeout=5000)
    assert bench.station.reports.drawn == ["s1"]
    assert pdf.name in bench.window.report.title.text()
    assert bench.window.report.save_button.isEnabled()


def test_a_report_that_fails_says_why(bench: Bench) -> None:
    bench.station.reports.error = "There is no shift yet."
    bench.start()
    bench.press(K.Key_F4)
    bench.qtbot.waitUntil(lambda: "There is no shift yet." in bench.window.report.note.text)


def save_to(bench: Bench, target: Path) -> None:
    """As its dialog does when a place was chosen."""
    assert bench.window.report.drawn is not None
    bench.window.report.save_to(target, bench.window.report.drawn)


def test_a_saved_copy_is_whole(bench: Bench, pdf: Path, tmp_path: Path) -> None:
    bench.station.reports.file = pdf
    bench.start()
    bench.press(K.Key_F4)
    bench.qtbot.waitUntil(lambda: bench.window.report.drawn is not None, timeout=5000)
    target = tmp_path / "out" / "copy.pdf"
    save_to(bench, target)
    bench.qtbot.waitUntil(lambda: "Not saved" in bench.window.report.note.text)
    target.parent.mkdir()
    save_to(bench, target)
    bench.qtbot.waitUntil(lambda: "Saved" in bench.window.report.note.text and target.exists())
    assert target.read_bytes() == pdf.read_bytes()
    assert [file.name for file in target.parent.iterdir()] == ["copy.pdf"]


def test_all_pages_are_printed(pdf: Path, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    assert print_file(pdf, printer) == 2
    assert page_count(tmp_path / "printed.pdf") == 2


def test_without_a_printer_it_says_what_to_do(
    bench: Bench, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector_app.ui.report.report_screen.printer_names", list)
    bench.station.reports.file = pdf
    bench.start()
    bench.press(K.Key_F4)
    bench.qtbot.waitUntil(lambda: bench.window.report.drawn is not None, timeout=5000)
    bench.press(K.Key_P)
    assert "no printer" in bench.window.report.note.text


def saved(bench: Bench, target: Path) -> list[ReportIssued]:
    """Draws what F4 draws, saves it, and gives what the line was told of it."""
    bench.press(K.Key_F4)
    bench.qtbot.waitUntil(lambda: bench.window.report.drawn is not None, timeout=5000)
    save_to(bench, target)
    bench.qtbot.waitUntil(target.exists)
    bench.qtbot.wait(60)
    return [command for command in bench.station.line.sent if isinstance(command, ReportIssued)]


def test_a_report_saved_after_the_shifts_end_makes_its_answers_final(
    bench: Bench, pdf: Path, tmp_path: Path
) -> None:
    bench.station.reports.file = pdf
    bench.start(shift=None)
    told = saved(bench, tmp_path / "copy.pdf")
    assert [(one.shift_id, one.report, one.how) for one in told] == [(None, pdf.name, "saved")]
    assert "can't be undone any more" in bench.window.report.note.text


def test_a_report_of_a_shift_that_runs_makes_nothing_final(bench: Bench, pdf: Path, tmp_path: Path) -> None:
    bench.station.reports.file = pdf
    bench.start()
    assert saved(bench, tmp_path / "copy.pdf") == []
    assert "Saved as" in bench.window.report.note.text


def test_the_report_drawn_at_the_shifts_end_is_of_that_shift(bench: Bench, pdf: Path, tmp_path: Path) -> None:
    bench.station.reports.file = pdf
    bench.start()
    bench.press(K.Key_F2)
    bench.qtbot.waitUntil(lambda: bench.window.control.dialog is not None)
    bench.window.control.dialog.submit()
    bench.qtbot.waitUntil(lambda: bench.window.report.drawn is not None, timeout=5000)
    assert any(isinstance(command, EndShift) for command in bench.station.line.sent)
    bench.station.line.tell(line_state(shift=None))
    save_to(bench, tmp_path / "copy.pdf")
    bench.qtbot.waitUntil(lambda: any(isinstance(one, ReportIssued) for one in bench.station.line.sent))
    (told,) = [one for one in bench.station.line.sent if isinstance(one, ReportIssued)]
    assert told.shift_id == "s1"


def test_that_it_went_out_but_was_not_kept_is_said(bench: Bench, pdf: Path, tmp_path: Path) -> None:
    bench.station.reports.file = pdf
    bench.station.line.refuse = "The disk is full."
    bench.start(shift=None)
    saved(bench, tmp_path / "copy.pdf")
    assert bench.window.report.note.text == "That the report was saved could not be kept. The disk is full."


def issued(bench: Bench) -> list[ReportIssued]:
    return [command for command in bench.station.line.sent if isinstance(command, ReportIssued)]


def test_a_report_that_fails_leaves_no_other_shifts_report_to_save(bench: Bench, pdf: Path) -> None:
    bench.station.reports.file = pdf
    bench.start(shift=None)
    bench.press(K.Key_F4)
    bench.qtbot.waitUntil(lambda: bench.window.report.drawn is not None, timeout=5000)
    bench.station.reports.error = "The records are locked."
    bench.station.line.tell(line_state())
    bench.qtbot.waitUntil(
        lambda: bench.window.link.state is not None and bench.window.link.state.shift is not None
    )
    bench.press(K.Key_F4)
    bench.qtbot.waitUntil(lambda: "locked" in bench.window.report.note.text)
    assert bench.window.report.pages.count == 0
    assert not bench.window.report.save_button.isEnabled()


def test_the_same_report_drawn_again_keeps_its_pages_and_says_where_they_are_older(
    bench: Bench, pdf: Path
) -> None:
    bench.station.reports.file = pdf
    bench.start()
    bench.press(K.Key_F4)
    bench.qtbot.waitUntil(lambda: bench.window.report.drawn is not None, timeout=5000)
    bench.station.reports.error = "The records are locked."
    bench.press(K.Key_R)
    bench.qtbot.waitUntil(lambda: "locked" in bench.window.report.note.text)
    assert bench.window.report.pages.count == 2
    assert f"the older {pdf.name}" in bench.window.report.title.text()


def test_what_the_dialog_saves_is_what_was_shown_when_it_opened(
    bench: Bench, pdf: Path, tmp_path: Path
) -> None:
    bench.station.reports.file = pdf
    bench.start(shift=None)
    bench.press(K.Key_F4)
    bench.qtbot.waitUntil(lambda: bench.window.report.drawn is not None, timeout=5000)
    bench.window.report.save()
    other = tmp_path / "other.pdf"
    other.write_bytes(pdf.read_bytes())
    bench.station.reports.file = other
    bench.window.report.draw("s2", ended=False)
    bench.qtbot.waitUntil(
        lambda: bench.window.report.drawn is not None and bench.window.report.drawn.file == other,
        timeout=5000,
    )
    dialog = bench.window.control.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "copy.pdf"))
    bench.qtbot.waitUntil(lambda: bool(issued(bench)))
    assert [(one.shift_id, one.report) for one in issued(bench)] == [(None, pdf.name)]
