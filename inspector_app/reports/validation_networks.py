"""Networks side by side: INT8 and floating point, this package and another; and what each stage takes."""

from __future__ import annotations

from inspector_app.domain.catalogue import defect_name
from inspector_app.quality.paired import Pairs
from inspector_app.quality.rates import Rate
from inspector_app.reports.figures import percent
from inspector_app.reports.palette import INFORMATION
from inspector_app.reports.plots import Area, solid
from inspector_app.reports.sheet import MARGIN, SMALL, WIDTH, Sheet
from inspector_app.reports.tables import Column, draw_table
from inspector_app.validation.content import Against, Latency, Parity

_SURE = 0.05


def draw_parity(sheet: Sheet, parity: Parity | None) -> None:
    """INT8 beside floating point."""
    sheet.heading("INT8 against floating point")
    if parity is None:
        sheet.lines("Not measured: the package has no floating-point network, or it alone was measured.")
        return
    columns = (
        Column("Defect", 26),
        Column("Recall INT8", 15, "right"),
        Column("float", 12, "right"),
        Column("Precision INT8", 17, "right"),
        Column("float", 12, "right"),
        Column("AP INT8", 13, "right"),
        Column("float", 12, "right"),
        Column("AP lost, points", 16, "right"),
    )
    rows = [
        (
            defect_name(row.code),
            *_both(row.recall_int8, row.recall_fp32),
            *_both(row.precision_int8, row.precision_fp32),
            percent(row.ap50_int8),
            percent(row.ap50_fp32),
            _points(row.ap50_fp32, row.ap50_int8),
        )
        for row in parity.rows
    ]
    whole = ("mAP", "", "", "", "", percent(parity.map50_int8), percent(parity.map50_fp32))
    rows.append((*whole, _points(parity.map50_fp32, parity.map50_int8)))
    draw_table(sheet, columns, rows, size=7.4)
    same = parity.same_verdict
    sheet.caption(
        f"Both networks of the package on the same images, on this machine, at the same thresholds. The same verdict "
        f"on {same.count:,} of {same.n:,} images ({percent(same.share)})."
    )


def _both(one: Rate, other: Rate) -> tuple[str, str]:
    return percent(one.share), percent(other.share)


def _points(before: float | None, after: float | None) -> str:
    return "n/a" if before is None or after is None else f"{(before - after) * 100:+.2f}"


def draw_against(sheet: Sheet, against: Against | None, name: str, here: str) -> None:
    """The measured package and another on the same images."""
    if against is None:
        return
    sheet.heading("Against another package", keep=120)
    sheet.lines(
        f"{name} (this, card {here[:16]}…) and {against.name} (other, card {against.sha256[:16]}…) on the "
        f"same images, each at its own thresholds: mAP {percent(against.map50)} against {percent(against.map50_other)}."
    )
    sheet.gap(4)
    columns = (
        Column("", 32),
        Column("n", 9, "right"),
        Column("This", 12, "right"),
        Column("Other", 12, "right"),
        Column("Only this", 12, "right"),
        Column("Only other", 12, "right"),
        Column("Difference (95 %), points", 31, "right"),
        Column("p", 11, "right"),
        Column("Better", 10),
    )
    rows = [(row.what, *_paired(row.pairs)) for row in against.rows]
    draw_table(sheet, columns, rows, size=7.2)
    lacking = [f"{defect_name(code)} only here" for code in against.only_here]
    lacking += [f"{defect_name(code)} only there" for code in against.only_there]
    note = f" Not compared: {', '.join(lacking)}." if lacking else ""
    sheet.caption(
        "Paired: the same defect or part by both. p: McNemar's exact test; a side is named better where p is below "
        f"0.05. With as many rows as here, one may fall below it by chance.{note}"
    )


def _paired(pairs: Pairs) -> tuple[str, ...]:
    if not pairs.n or pairs.interval is None or pairs.difference is None:
        return ("0", *["n/a"] * 6, "")
    low, high = pairs.interval
    this, other = pairs.both + pairs.only_first, pairs.both + pairs.only_second
    better = "-"
    if pairs.p_value < _SURE:
        better = "this" if pairs.only_first > pairs.only_second else "other"
    return (
        f"{pairs.n:,}",
        percent(this / pairs.n),
        percent(other / pairs.n),
        f"{pairs.only_first:,}",
        f"{pairs.only_second:,}",
        f"{pairs.difference * 100:+.1f} ({low * 100:+.1f} to {high * 100:+.1f})",
        "<\u00a00.001" if pairs.p_value < 0.001 else f"{pairs.p_value:.3f}",
        better,
    )


def draw_latency(sheet: Sheet, latency: Latency) -> None:
    """What each stage takes, the slowest first."""
    sheet.heading("Where the time goes", keep=90)
    columns = (
        Column("Stage", 20),
        Column("Mean, ms", 12, "right"),
        Column("p50, ms", 12, "right"),
        Column("p99, ms", 12, "right"),
        Column("Share", 12, "right"),
        Column("", 32),
    )
    top = sheet.y
    rows = [
        (row.stage, f"{row.mean_ms:.2f}", f"{row.p50_ms:.2f}", f"{row.p99_ms:.2f}", percent(row.share), "")
        for row in latency.stages
    ]
    draw_table(sheet, columns, rows, size=7.4)
    _draw_bars(sheet, latency, top, len(rows))
    sheet.caption(
        f"Image in hand to findings: p50 {latency.p50_ms:.1f} ms, p95 {latency.p95_ms:.1f} ms, p99 "
        f"{latency.p99_ms:.1f} ms (n = {latency.n:,}) on {latency.machine}. Other networks ran in turn with this one, "
        "and whatever else the machine did; `inspector-app bench` measures it alone, with record and signal."
    )


def _draw_bars(sheet: Sheet, latency: Latency, top: float, rows: int) -> None:
    """A bar a stage in the table's last column; left out where the table went over to another page."""
    if not rows or sheet.y > top:
        return
    height = 7.4 + 2.2 + 2
    left, wide = MARGIN + WIDTH * 0.68 + 8, WIDTH * 0.32 - 12
    largest = max(row.mean_ms for row in latency.stages) or 1.0
    for number, row in enumerate(latency.stages):
        y = sheet.y + (rows - number - 1) * height
        solid(sheet.canvas, Area(left, y + 2.5, wide * row.mean_ms / largest, SMALL - 0.5), INFORMATION)
