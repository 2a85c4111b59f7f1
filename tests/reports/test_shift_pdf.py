"""The file: what is on its pages, and that it is the same file twice."""

import re
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from pypdf import PdfReader

from inspector_app.domain.disposition import Answer, Condition
from inspector_app.domain.geometry import Box
from inspector_app.domain.verdict import Outcome
from inspector_app.reports.shift_pdf import draw_shift_report
from inspector_app.shifts.ports import EventRow
from inspector_app.shifts.report import build_shift_report
from tests.shifts import sample_shift
from tests.shifts.sample_shift import (
    SHIFT_ID,
    START,
    MemoryShift,
    make_answer,
    make_finding,
    make_row,
    make_shift,
)

BOARD = np.full((320, 320, 3), (40, 110, 30), np.uint8)


def _images(path):
    return BOARD


def _draw(data, out, images=_images):
    report = build_shift_report(data, SHIFT_ID)
    draw_shift_report(report, images, out)
    return report, PdfReader(out)


def _text(pdf):
    return "\n".join(page.extract_text() for page in pdf.pages)


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    return _draw(sample_shift.busy_shift(), tmp_path_factory.mktemp("busy") / "report.pdf")


SHIFTS = {
    "busy": sample_shift.busy_shift,
    "empty": sample_shift.empty_shift,
    "one part": sample_shift.one_part_shift,
    "any script": sample_shift.any_script_shift,
    "over midnight": sample_shift.midnight_shift,
    "running": sample_shift.running_shift,
    "huge": sample_shift.huge_shift,
}


@pytest.mark.parametrize("name", list(SHIFTS))
def test_every_shift_prints_with_numbered_pages(name, tmp_path):
    report, pdf = _draw(SHIFTS[name](), tmp_path / "report.pdf")
    pages = len(pdf.pages)
    for number, page in enumerate(pdf.pages, 1):
        text = page.extract_text()
        assert f"Page {number} of {pages}" in text
        assert report.report_id in text
        assert report.sha256 in text


@pytest.mark.parametrize("name", ["busy", "any script"])
def test_the_same_data_give_the_same_file(name, tmp_path):
    files = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    _draw(SHIFTS[name](), files[0])
    _draw(sample_shift.one_part_shift(), tmp_path / "between.pdf")
    _draw(SHIFTS[name](), files[1])
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_first_page_has_the_key_figures(busy):
    report, pdf = busy
    page = pdf.pages[0].extract_text().replace("\u00a0", " ")
    totals = report.totals
    for figure in (totals.inspected, totals.good, totals.bad_confirmed, totals.waiting, totals.planned):
        assert re.search(rf"(?<![\d,]){figure:,}(?![\d,])", page)
    for words in (
        "Needs attention",
        "93.6 %",
        "1,099 of 1,174",
        "92.1 to 94.9 %",
        "n/a: no opportunities set",
    ):
        assert words in page
    for words in (
        "Signatures",
        "Printed name",
        "Date, time",
        "Ana Kovač",
        "not authenticated",
        "boards-1.2.0",
        "demo v4",
    ):
        assert words in page


def test_parts_per_million_have_their_n_and_what_still_waits(busy):
    report, pdf = busy
    confirmed, waiting = report.rates.confirmed, report.totals.waiting
    assert waiting
    page = pdf.pages[0].extract_text().replace("\u00a0", " ")
    assert f"{confirmed.ppm:,.0f} (n = {confirmed.n:,}; {waiting:,} wait)" in page


def test_all_of_the_first_page_is_on_the_first_page(busy):
    assert "Signatures" not in "".join(page.extract_text() for page in busy[1].pages[1:])


def test_the_detail_names_every_override(busy):
    report, pdf = busy
    text = _text(pdf)
    for row in report.against.overrides:
        assert row.part in text
        assert row.person in text
    assert "Laney" in text
    assert "Feeder 2 jammed" in text


def test_the_file_says_what_it_is(busy):
    report, pdf = busy
    assert pdf.metadata.title == f"Shift report {report.report_id}: Werk Süd · Line 3 · Early"
    assert report.sha256 in pdf.metadata.subject


def test_all_fonts_are_embedded_truetype(busy):
    fonts = 0
    for page in busy[1].pages:
        for font in page["/Resources"]["/Font"].values():
            assert font["/Subtype"] == "/TrueType"
            assert "/FontFile2" in font["/FontDescriptor"]
            fonts += 1
    assert fonts


def test_a_defect_that_a_person_drew_has_no_score(busy, tmp_path):
    report = busy[0]
    drawn = replace(report.top_defects[0], score=None, is_confirmed=True)
    draw_shift_report(replace(report, top_defects=(drawn,)), lambda path: None, tmp_path / "report.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "report.pdf").pages)
    assert "missed, drawn by a person" in text
    assert "score" not in text.split("each beside its golden")[1].split("One of each kind")[0]


def test_plots_are_vectors_and_only_examples_are_images(busy):
    report, pdf = busy
    assert not pdf.pages[0].images
    assert 0 < sum(len(page.images) for page in pdf.pages) <= 2 * len(report.top_defects)


def test_a_running_shift_says_so_on_every_page(tmp_path):
    _, pdf = _draw(sample_shift.running_shift(), tmp_path / "report.pdf")
    assert all("SHIFT STILL RUNNING" in page.extract_text() for page in pdf.pages)
    assert "Not to be signed" in pdf.pages[0].extract_text()


def test_a_shift_over_the_end_of_summer_time_has_its_offsets(tmp_path):
    _, pdf = _draw(sample_shift.midnight_shift(), tmp_path / "report.pdf")
    text = _text(pdf)
    assert "2026-10-24 22:00 +02:00 to 2026-10-25 06:00 +01:00" in text
    assert "2026-10-25 02:00 to 02:00 (+02:00)" in text
    assert "2026-10-25 02:00 to 03:00 (+01:00)" in text


def test_hundreds_of_overrides_run_over_pages_with_their_head(tmp_path):
    data = MemoryShift(make_shift())
    for number in range(1, 401):
        data.rows.append(make_row(number, START + timedelta(seconds=number), Outcome.FAIL))
        data.answer_rows.append(
            make_answer(data.rows[-1].id, Answer.OVERRIDE, Condition.GOOD, reason=f"reason {number}")
        )
    _, pdf = _draw(data, tmp_path / "report.pdf")
    with_rows = [page.extract_text() for page in pdf.pages if "reason " in page.extract_text()]
    assert len(with_rows) > 4
    assert all("Class or reason" in text for text in with_rows)
    text = "\n".join(with_rows)
    assert all(re.search(rf"reason {number}\b", text) for number in range(1, 401))


@pytest.mark.parametrize(
    ("images", "words"),
    [
        (lambda path: None, "image no longer kept"),
        (lambda path: np.zeros((0, 0), np.uint8), "image can't be read"),
        (lambda path: (_ for _ in ()).throw(OSError("gone")), "image can't be read"),
        (lambda path: (_ for _ in ()).throw(ValueError("broken")), "image can't be read"),
        (lambda path: np.zeros((64, 64), np.uint8), "box outside the image"),
    ],
)
def test_a_picture_that_is_not_there_costs_nothing_but_itself(tmp_path, images, words):
    _, pdf = _draw(sample_shift.one_part_shift(), tmp_path / "report.pdf", images)
    assert _text(pdf).count(words) == 2


def test_a_row_without_a_path_says_that_the_image_is_no_longer_kept(tmp_path):
    data = sample_shift.one_part_shift()
    data.finding_rows = [make_finding(data.rows[0].id, image_path=None, box=Box(1, 1, 9, 9))]
    _, pdf = _draw(data, tmp_path / "report.pdf")
    assert _text(pdf).count("image no longer kept") == 1


def test_a_gray_image_prints(tmp_path):
    _, pdf = _draw(sample_shift.one_part_shift(), tmp_path / "report.pdf", lambda path: BOARD[:, :, 0])
    assert sum(len(page.images) for page in pdf.pages) > 0


class CancelledError(Exception):
    pass


def test_a_cancelled_job_leaves_the_older_file_and_nothing_else(tmp_path):
    out = tmp_path / "report.pdf"
    out.write_bytes(b"older")
    report = build_shift_report(sample_shift.one_part_shift(), SHIFT_ID)

    def cancel(done):
        if done > 0.5:
            raise CancelledError

    with pytest.raises(CancelledError):
        draw_shift_report(report, _images, out, cancel)
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]
    assert out.read_bytes() == b"older"


def test_progress_rises_to_the_end(tmp_path):
    told = []
    report = build_shift_report(sample_shift.empty_shift(), SHIFT_ID)
    draw_shift_report(report, _images, tmp_path / "report.pdf", told.append)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_a_place_that_can_t_be_written_is_an_error_of_the_world(tmp_path):
    report = build_shift_report(sample_shift.empty_shift(), SHIFT_ID)
    (tmp_path / "folder.pdf").mkdir()
    for place in (tmp_path / "nowhere" / "report.pdf", tmp_path / "folder.pdf"):
        with pytest.raises(OSError) as caught:  # noqa: PT011 - its words differ between systems
            draw_shift_report(report, _images, place)
        assert caught.value.filename == str(place)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.pdf"]


def test_very_long_names_and_empty_ones_print(tmp_path):
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 5
    shift = make_shift(site=long, line=long, name=long, operator="W" * 500, notes="x" * 5000)
    data = sample_shift.busy_shift(parts=60, shift=shift)
    data.rows = [replace(row, lot=f"{long} {row.number}", model=long, recipe=long) for row in data.rows]
    _, pdf = _draw(data, tmp_path / "long.pdf")
    assert "Page 1 of" in pdf.pages[0].extract_text()
    _, pdf = _draw(
        MemoryShift(make_shift(site="", line="", name="", operator="", zone="")), tmp_path / "empty.pdf"
    )
    assert "n/a" in pdf.pages[0].extract_text()


def test_ready_off_is_listed_and_lowers_the_uptime(tmp_path):
    data = sample_shift.busy_shift()
    came_back = START + timedelta(minutes=138)
    data.event_rows.append(
        EventRow(START + timedelta(minutes=130), "not ready", "a part takes far too long", "line", came_back)
    )
    _, pdf = _draw(data, tmp_path / "shift.pdf")
    text = _text(pdf)
    assert "READY off: a part takes far too long" in text
    assert "98.29 % of 7 h 48 min wanted, 8 min down" in text
    assert "The station was up 98.29 %" in text
