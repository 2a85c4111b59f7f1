"""What a check found, worst first."""

from __future__ import annotations

from datetime import tzinfo

from inspector_app.ui.learning.answers import CheckAnswer, RemarkAnswer
from inspector_app.ui.learning.ports import JobLine
from inspector_app.ui.learning.words.job_words import ended_words, for_window
from inspector_app.ui.learning.words.markup import ASK, GOOD, RED, moment, name, plate, table

_MOST = 60
MARKS = {"error": "✕ error", "warning": "! warning", "note": "i note"}


def check_html(job: JobLine | None, zone: tzinfo) -> str:
    """The newest check of a dataset; nothing where there is none."""
    answer = job.answer if job is not None else None
    if job is None or not isinstance(answer, CheckAnswer):
        return ""
    rows = [_row(remark) for remark in answer.remarks[:_MOST]]
    more = len(answer.remarks) - _MOST
    rest = f"<p>{more:,} more remarks: press <b>P</b>, all of them are listed there.</p>" if more > 0 else ""
    pictures = "<p><b>P</b> shows the images concerned.</p>" if has_pictures(answer) else ""
    head = f"<h4>Checked {moment(job.at, zone)}</h4>{_verdict(job, answer)}"
    listed = table(("", "what was found", "images"), rows, left=2) if rows else ""
    return f"{head}{pictures}{listed}{rest}"


def has_pictures(answer: CheckAnswer) -> bool:
    """Whether any remark names files."""
    return any(remark.files for remark in answer.remarks)


def _verdict(job: JobLine, answer: CheckAnswer) -> str:
    if not answer.good:
        more = "Mend them before you go on: what is open when you freeze is written down for good."
        return plate(RED, f"✕ {ended_words(job)} {more}")
    warnings = answer.counts.get("warning", 0)
    return plate(ASK, f"! {ended_words(job)}") if warnings else plate(GOOD, f"✓ {ended_words(job)}")


def _row(remark: RemarkAnswer) -> tuple[str, str, str]:
    figure = f" [{name(remark.figure)}]" if remark.figure else ""
    says = f"{remark_words(remark)}{figure}"
    return (
        f"<b>{MARKS.get(remark.severity, remark.severity)}</b>",
        says,
        f"{remark.count:,}" if remark.count else "",
    )


def remark_words(remark: RemarkAnswer) -> str:
    """A remark as markup, with the check that it comes from."""
    return f"{name(for_window(remark.says))} <i>({name(remark.check)})</i>"


def concerned_words(remark: RemarkAnswer) -> str:
    """How many of the images are shown, where that is not all of them."""
    if remark.count > len(remark.files):
        return f"the first {len(remark.files):,} of {remark.count:,} images"
    return ""
