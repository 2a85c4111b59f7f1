"""What the learning screen says of a package: its card, its gates, how it compares, its report."""

from __future__ import annotations

from datetime import tzinfo

from inspector_app.quality.rates import Rate
from inspector_app.ui.learning.answers import (
    CompareAnswer,
    ReleaseAnswer,
    ReportAnswer,
    SideAnswer,
    SideClassAnswer,
)
from inspector_app.ui.learning.ports import ClassLine, JobLine, Overview, PackageLine
from inspector_app.ui.learning.words.gate_words import gates_html
from inspector_app.ui.learning.words.job_words import ended_words
from inspector_app.ui.learning.words.markup import GOOD, INK, RED, moment, name, plate, refused, share, table

NO_PACKAGES = (
    "<h3>No packages</h3><p>A finished training becomes a package: choose it at the left, press <b>Q</b>. "
    "<b>I</b> imports one from a file of another station.</p>"
)
_UNKNOWN = "images that its card does not name"
_JOBS = ("gates", "release", "rollback", "compare", "report", "package-export")
_HEAD = (
    "class", "recall", "95 % interval", "n", "precision", "95 % interval", "n", "found from", "threshold",
)  # fmt: skip


def package_html(one: PackageLine, overview: Overview, zone: tzinfo) -> str:
    """Standing, what its newest jobs came to, figures a class, the rest of its card."""
    head = f"<h3>{name(one.name)}: {name(one.standing)}</h3>"
    fault = refused(one.fault) if one.fault else ""
    jobs = [job for kind in _JOBS if (job := overview.job(kind, one.name)) is not None]
    news = "".join(refused(ended_words(job)) for job in jobs if job.state == "failed")
    done = [
        _job_html(job, zone)
        for job in sorted(jobs, key=lambda job: job.at, reverse=True)
        if job.state == "done"
    ]
    newest, older = "".join(done[:1]), "".join(done[1:])  # what was asked last is what is looked for
    return f"{head}{fault}{news}{_released_html(one)}{newest}{_card_html(one)}{older}"


def _released_html(one: PackageLine) -> str:
    if one.in_shadow_on:
        lines = ", ".join(one.in_shadow_on)
        return f"<p>On {name(lines)} it only records: it was validated on another line. <b>O</b> lets it out.</p>"
    return ""


def _card_html(one: PackageLine) -> str:
    if not one.classes and not one.facts:
        return ""
    rows = "".join(_class_row(each) for each in one.classes)
    head = "".join(
        f"<th align='{'left' if not n else 'right'}'>{words}</th>" for n, words in enumerate(_HEAD)
    )
    facts = table(("", ""), [(f"<b>{label}</b>", name(words)) for label, words in one.facts.items()], left=2)
    return (
        f"<p>{name(one.family)}, INT8. Measured on {name(one.measured_on or _UNKNOWN)}.</p>"
        f"<table cellpadding='5'><tr>{head}</tr>{rows}</table>{facts}"
    )


def _class_row(each: ClassLine) -> str:
    more = "<br><b>✕ collect more</b>" if each.collect_more else ""
    found = f"{each.smallest_px:g} px" if each.smallest_px else ""
    threshold = f"{each.threshold:.2f}" if each.threshold is not None else ""
    cells = (*_rate_cells(each.recall), *_rate_cells(each.precision), found, threshold)
    style = f" bgcolor='{RED}'" if each.collect_more else ""
    ink = f" style='color:{INK}'" if each.collect_more else ""
    row = "".join(f"<td align='right'{ink}>{cell.replace(' ', '&nbsp;')}</td>" for cell in cells)
    return f"<tr{style}><td{ink}>{name(each.name)}{more}</td>{row}</tr>"


def _rate_cells(rate: Rate) -> tuple[str, str, str]:
    if rate.share is None or rate.interval is None:
        return "n/a", "", "0"
    low, high = rate.interval
    return f"{rate.share:.1%}", f"{low:.1%} to {high:.1%}", f"{rate.n:,}"


def _job_html(job: JobLine, zone: tzinfo) -> str:
    at = moment(job.at, zone)
    match job.answer:
        case ReleaseAnswer() if job.answer.gates:
            return f"<h4>{name(job.wish.title)}, {at}</h4>{gates_html(job.answer)}"
        case CompareAnswer():
            return f"<h4>{name(job.wish.title)}, {at}</h4>{_compare_html(job.answer)}"
        case ReportAnswer():
            ready = job.answer.ready
            sentence = f"{'✓ READY' if ready else '✕ NOT READY'}: {job.answer.why}"
            opens = "<p><b>P</b> opens the report, to read and to print.</p>"
            return f"<h4>{name(job.wish.title)}, {at}</h4>{plate(GOOD if ready else RED, sentence)}{opens}"
        case _:
            return f"<p>{at}: {name(ended_words(job))}</p>"


def _compare_html(answer: CompareAnswer) -> str:
    codes = list(dict.fromkeys(code for side in answer.models for code in side.classes))
    rows = [
        (f"{name(code)}, {what}", *(_side_cell(side.classes.get(code), what) for side in answer.models))
        for code in codes
        for what in ("recall", "precision")
    ]
    rows += [(words, *(_side_whole(side, words) for side in answer.models)) for words in _WHOLE]
    sides = tuple(side.model for side in answer.models)
    on = f"<p>On {name(answer.data.description)}. 95 % intervals.</p>" if answer.data.description else ""
    return f"<p><b>{name(answer.sentence)}</b></p>{on}{table(('', *sides), rows)}"


def _side_cell(row: SideClassAnswer | None, what: str) -> str:
    if row is None:
        return "not known"
    if what == "recall":
        return f"{share(row.recall)}{_between(row.recall_interval)}, n {row.n:,}"
    return f"{share(row.precision)}{_between(row.precision_interval)}"


def _between(interval: tuple[float | None, float | None] | None) -> str:
    low, high = interval or (None, None)
    return "" if low is None or high is None else f" ({low:.1%} to {high:.1%})"


_WHOLE = ("mAP at IoU 0.5", "bad parts passed", "good parts failed", "network, ms", "to findings, ms", "MB")


def _side_whole(side: SideAnswer, what: str) -> str:
    weight = side.weight
    figures = (
        side.map50, side.bad_boards_passed, side.good_boards_failed, weight.network_ms, weight.findings_ms,
        weight.network_mb,
    )  # fmt: skip
    figure = dict(zip(_WHOLE, figures, strict=True))[what]
    if figure is None:
        return "n/a"
    return share(figure) if what in _WHOLE[:3] else f"{figure:.1f}"
