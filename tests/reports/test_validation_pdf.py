"""The validation report: what is on its pages, and that it is the same file twice."""

import numpy as np
import pytest
from pypdf import PdfReader

from inspector_app.domain.costs import CostMatrix
from inspector_app.quality.rates import Rate
from inspector_app.reports.validation_pdf import draw_validation_report
from inspector_app.validation.content import Calibration, DataIdentity, NotMeasured, SliceRow
from inspector_app.validation.report import build_validation_report
from tests.validation.sample_evaluation import CODES, make_class, make_evaluation, make_picture

PIECE = np.full((96, 96, 3), (40, 110, 30), np.uint8)


def piece(path):
    """Each path has a picture of its own: equal ones are in the file once."""
    rng = np.random.default_rng(sum(map(ord, path)) * 1000 + len(path))
    return rng.integers(0, 255, PIECE.shape, np.uint8)


def draw(out, images=piece, **more):
    report = build_validation_report(make_evaluation(**more))
    draw_validation_report(report, images, out)
    return report, PdfReader(out)


def text(pdf):
    return "\n".join(page.extract_text() for page in pdf.pages).replace("\u00a0", " ")


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    return draw(tmp_path_factory.mktemp("usual") / "report.pdf")


def test_all_members_of_an_ensemble_are_named(tmp_path):
    members = ", ".join(f"casting-marks-of-press-{number} (yolov8n, weight 1)" for number in range(1, 6))
    identity = make_evaluation().model.model_copy(update={"family": f"ensemble of {members}"})
    _, pdf = draw(tmp_path / "report.pdf", model=identity)
    page = pdf.pages[0].extract_text().replace("\u00a0", " ")
    assert "casting-marks-of-press-5" in page
    assert "ab" * 32 in page
    assert "Signatures" in page


def test_every_page_has_its_number_its_id_and_the_hash(usual):
    report, pdf = usual
    for number, page in enumerate(pdf.pages, 1):
        words = page.extract_text()
        assert f"Page {number} of {len(pdf.pages)}" in words
        assert report.report_id in words
        assert report.sha256 in words


def test_the_same_evaluation_gives_the_same_file(tmp_path):
    for name in ("one.pdf", "two.pdf"):
        draw(tmp_path / name)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_the_first_page_answers_and_is_signed(usual):
    page = usual[1].pages[0].extract_text().replace("\u00a0", " ")
    for words in (
        "READY",
        "Ready: boards meets every gate on 400 parts.",
        "400 fresh boards",
        "Bad parts passed (escapes)",
        "1 of 200",
        "same verdict on 399 of 400",
        "Signatures",
        "Printed name",
        "QA lead",
    ):
        assert words in page


def test_not_ready_says_why_on_its_first_and_on_every_other_page(tmp_path):
    classes = (make_class("open", recall=(60, 100)), *(make_class(code) for code in CODES[1:]))
    _, pdf = draw(tmp_path / "report.pdf", classes=classes)
    first = pdf.pages[0].extract_text().replace("\u00a0", " ")
    assert "NOT READY" in first
    assert "recall of Open 60 % (at least 90 %)" in first
    assert "no signature releases it" in first
    assert "COLLECT MORE" in text(pdf)
    assert all("NOT READY" in page.extract_text() for page in pdf.pages)


def test_the_detail_has_every_section(usual):
    words = text(usual[1])
    for heading in (
        "Each defect",
        "What was taken for what",
        "Precision against recall",
        "By condition",
        "What scores mean",
        "INT8 against floating point",
        "Against another package",
        "Where the time goes",
        "What a threshold costs",
        "Every missed defect (7)",
        "The surest false calls (4 of 9)",
        "How it was measured",
        "Not measured here",
    ):
        assert heading in words
    assert "ASSUMED, since nobody has said" in words
    assert "Expected calibration error 5.0 %" in words
    assert "< 0.001" in words  # McNemar, 30 against 5


def test_every_picture_is_drawn_beside_its_golden_and_all_else_is_vector(usual):
    assert not usual[1].pages[0].images
    assert sum(len(page.images) for page in usual[1].pages) == 2 * 11


def test_all_fonts_are_embedded_truetype(usual):
    for page in usual[1].pages:
        for font in page["/Resources"]["/Font"].values():
            assert font["/Subtype"] == "/TrueType"
            assert "/FontFile2" in font["/FontDescriptor"]


def test_what_was_not_measured_is_said(tmp_path):
    left = NotMeasured(count=3, why="no golden: these say nothing", examples=("a", "b"))
    data = DataIdentity(kind="labelled images", description="set", images=5, unit="px", not_measured=(left,))
    _, pdf = draw(tmp_path / "report.pdf", data=data, parity=None, against=None)
    words = text(pdf)
    assert "3 images. 3: no golden" in pdf.pages[0].extract_text().replace("\u00a0", " ")
    assert "sizes in mm" in words
    assert "Not measured: the package has no floating-point network" in words
    assert "another package on the same images" in words


def test_an_evaluation_with_next_to_nothing_prints(tmp_path):
    fine = make_evaluation()
    nothing = Rate(0, 0)
    empty = make_class("spur", (0, 0), (0, 0), f1=None, f1_interval=None, ap50=None, curve=(), tolerance=1e-6)
    _, pdf = draw(
        tmp_path / "report.pdf",
        classes=(empty,),
        slices=(),
        pictures=(),
        missed=2,
        false_calls=0,
        calibration=Calibration(bins=(), error=None, floor=0.02),
        latency=fine.latency.model_copy(update={"n": 0, "stages": ()}),
        parts=fine.parts.model_copy(
            update={"bad_passed": nothing, "good_failed": nothing, "review": nothing}
        ),
        costs=fine.costs.model_copy(update={"matrix": CostMatrix(false_call=0, escape=0), "curves": ()}),
    )
    words = text(pdf)
    assert "Their pictures were not kept." in words
    assert "n/a" in words


def test_many_classes_products_and_pictures_run_over_pages(tmp_path):
    classes = tuple(make_class(f"kind-{n}", recall=(n, 100)) for n in range(60, 100))
    codes = (*(one.code for one in classes), "background")
    fine = make_evaluation()
    rate = Rate(9, 10)
    rows = tuple(
        SliceRow(
            trait="product",
            value=f"product {n} with a long name " * 3,
            images=9,
            recall=Rate(n, 60),
            precision=rate,
            bad_passed=rate,
            good_failed=rate,
        )
        for n in range(60)
    )
    counts = tuple(tuple(int(r == c) + int(r == 3 and c == 5) * 7 for c in range(41)) for r in range(41))
    _, pdf = draw(
        tmp_path / "report.pdf",
        classes=classes,
        confusion=fine.confusion.model_copy(update={"truth": codes, "said": codes, "counts": counts}),
        slices=rows,
        costs=fine.costs.model_copy(update={"curves": ()}),
        pictures=tuple(make_picture(n) for n in range(60)),
        missed=70,
    )
    words = text(pdf)
    assert "the most frequent" in words
    assert "10 more are not shown" in words
    assert "product 0 with" in words
    assert "(12 of 60, lowest first)" in words
    assert "Signatures" in words


@pytest.mark.parametrize(
    ("images", "words"),
    [
        (lambda path: None, "image no longer kept"),
        (lambda path: (_ for _ in ()).throw(OSError("gone")), "image can't be read"),
        (lambda path: (_ for _ in ()).throw(ValueError("broken")), "image can't be read"),
    ],
)
def test_a_picture_that_is_gone_costs_nothing_but_itself(tmp_path, images, words):
    _, pdf = draw(tmp_path / "report.pdf", images)
    assert text(pdf).count(words) == 2 * 11


class CancelledError(Exception):
    pass


def test_a_cancelled_job_leaves_the_older_file_and_nothing_else(tmp_path):
    out = tmp_path / "report.pdf"
    out.write_bytes(b"older")
    report = build_validation_report(make_evaluation())

    def cancel(done):
        if done > 0.3:
            raise CancelledError

    with pytest.raises(CancelledError):
        draw_validation_report(report, lambda path: PIECE, out, cancel)
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]
    assert out.read_bytes() == b"older"


def test_progress_rises_to_the_end(tmp_path):
    told = []
    draw_validation_report(
        build_validation_report(make_evaluation()), lambda path: PIECE, tmp_path / "r.pdf", told.append
    )
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)
