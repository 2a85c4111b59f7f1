"""How `model compare` puts packages side by side: columns on a terminal, tables in Markdown for documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from inspector_app.bootstrap.comparing import Compared
    from inspector_app.learning.evaluating.compared_side import ComparedSide, MeanPrecision
    from inspector_app.quality.rates import Rate
    from inspector_app.validation.content import ClassFigures

_WHAT = ("recall", "precision")
_COLUMN = 28
_LABEL = 26
_NOT_KNOWN = "not known"


def comparison_text(compared: Compared) -> str:
    """A column a package, every class, and the verdict where there are two."""
    lines = [_columns(f"{compared.data.images} images, 95 %", (side.weight.name for side in compared.sides))]
    lines += [
        _columns(f"{code} {what}", (_class_words(side, code, what) for side in compared.sides))
        for code in every_class(compared.sides)
        for what in _WHAT
    ]
    lines += [_columns(label, cells) for label, cells in _measures(compared)]
    lines += [f"Note: {note}" for note in compared.data.notes]
    return "\n".join([*lines, *(["", compared.sentence] if compared.sentence else [])])


def comparison_markdown(compared: Compared, command: str) -> str:
    """A row a package, then recall and precision a class; with the command that made it."""
    here = compared.machine
    about = (
        f"{_sentence(compared.data.description)} {here['cpu']}, {here['cores']} threads, OpenVINO "
        f"{here['openvino']}. mAP at IoU {compared.data.iou:g} over {', '.join(compared.classes)}, intervals by "
        "bootstrap over whole parts; rates with Wilson intervals; all 95 %. Each package at its own thresholds. "
        "Networks in INT8, timed in turn in one run, median of one inference."
    )
    labels, *rows = zip(*([label, *cells] for label, cells in _measures(compared)), strict=True)
    names = [side.weight.name for side in compared.sides]
    by_class = [
        [
            f"{code}, {what}",
            str(max(_n_of(side, code) for side in compared.sides)),
            *(_class_words(side, code, what) for side in compared.sides),
        ]
        for code in every_class(compared.sides)
        for what in _WHAT
    ]
    parts = [
        f"`{command}`",
        about,
        *compared.data.notes,
        _table(["package", *labels], [[name, *row] for name, row in zip(names, rows, strict=True)]),
        _table(["class", "defects", *names], by_class),
        *([compared.sentence] if compared.sentence else []),
    ]
    return "\n\n".join(parts) + "\n"


def every_class(sides: Sequence[ComparedSide]) -> list[str]:
    """In the order in which packages first name them."""
    return list(dict.fromkeys(one.code for side in sides for one in side.classes))


def _measures(compared: Compared) -> list[tuple[str, list[str]]]:
    """A label and a cell a package, for everything that isn't a class's."""
    sides, first = compared.sides, compared.sides[0]
    return [
        ("family", [side.package.card.family for side in sides]),
        ("mAP INT8", [_precision(side.int8) for side in sides]),
        ("mAP floating point", [_precision(side.reference) for side in sides]),
        ("worst recall", [_worst(side, "recall") for side in sides]),
        ("worst precision", [_worst(side, "precision") for side in sides]),
        ("bad parts passed", [_rate(side.parts.bad_passed) for side in sides]),
        ("good parts failed", [_rate(side.parts.good_failed) for side in sides]),
        ("sent to review", [_rate(side.parts.review) for side in sides]),
        ("network, ms", [f"{side.weight.network_ms:.1f}" for side in sides]),
        ("x the first", [f"{side.slower_than(first):.2f}" for side in sides]),
        ("to findings, ms", [f"{side.weight.findings_ms:.1f}" for side in sides]),
        ("MB", [f"{side.weight.network_mb:.1f}" for side in sides]),
        ("trained", [_trained(side) for side in sides]),
    ]


def _columns(label: str, cells: Iterable[str]) -> str:
    """A name is told by its end, a figure by its beginning."""
    return f"{label:<{_LABEL}}" + "".join(f"{cell[-_COLUMN + 1 :]:>{_COLUMN}}" for cell in cells)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _figures(side: ComparedSide, code: str) -> ClassFigures | None:
    return next((one for one in side.classes if one.code == code), None)


def _class_words(side: ComparedSide, code: str, what: str) -> str:
    from inspector_app.learning.evaluating.compared_side import rate_of

    figures = _figures(side, code)
    return _NOT_KNOWN if figures is None else _rate(rate_of(figures, what))


def _n_of(side: ComparedSide, code: str) -> int:
    figures = _figures(side, code)
    return 0 if figures is None else figures.recall.n


def _worst(side: ComparedSide, what: str) -> str:
    from inspector_app.learning.evaluating.compared_side import rate_of

    worst = side.worst(what)
    return "n/a" if worst is None else f"{rate_of(worst, what).share or 0:.1%} {worst.code}"


def _rate(rate: Rate) -> str:
    if rate.share is None or rate.interval is None:
        return "n/a"
    low, high = rate.interval
    return f"{rate.share:.1%} ({low:.1%} to {high:.1%})"


def _precision(figures: MeanPrecision | None) -> str:
    if figures is None:
        return "not in the package"
    return f"{figures.value:.1%} ({figures.low:.1%} to {figures.high:.1%})"


def _trained(side: ComparedSide) -> str:
    from inspector_app.learning.evaluating.compared_side import epochs_of, minutes_of

    epochs, minutes = (told(side.package.card.training) for told in (epochs_of, minutes_of))
    words = [] if epochs is None else [f"{epochs} epochs"]
    if minutes is not None:
        words.append(f"{minutes:.0f} min")
    return ", ".join(words) or _NOT_KNOWN


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
