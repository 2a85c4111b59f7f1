"""Pieces that every text of the learning screen is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from html import escape
from unicodedata import bidirectional

RED, ASK, GOOD, INK = "#D55E00", "#E69F00", "#009E73", "#0E0E0E"
_TO_THE_LEFT = frozenset({"R", "AL"})
_ISOLATE, _END = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """A name in Arabic or Hebrew turns nothing around that stands beside it."""
    # only there: the marks are of another font, which moves the line that they stand in
    return f"{_ISOLATE}{text}{_END}" if any(bidirectional(mark) in _TO_THE_LEFT for mark in text) else text


def name(text: str) -> str:
    """A name of the world: shown as it is, whatever it is made of."""
    return escape(isolated(text))


def plate(colour: str, text: str) -> str:
    """A sentence that nobody overlooks; its mark says it without the colour. Line breaks stay."""
    lines = escape(text).replace("\n", "<br>")
    return (
        f"<table width='100%' cellpadding='8'><tr><td bgcolor='{colour}'>"
        f"<span style='color:{INK}'><b>{lines}</b></span></td></tr></table>"
    )


def refused(text: str) -> str:
    """What failed, and why."""
    return plate(RED, f"✕ {text}")


def warned(text: str) -> str:
    """What wants a person's attention."""
    return plate(ASK, f"! {text}")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1) -> str:
    """A table; cells are markup. left: how many columns are set to the left, the others to the right."""
    top = "".join(f"<th align='{_side(n, left)}'>{escape(words)}</th>" for n, words in enumerate(head))
    body = "".join(f"<tr>{_cells(row, left)}</tr>" for row in rows)
    return f"<table cellpadding='5'><tr>{top}</tr>{body}</table>"


def _cells(row: Sequence[str], left: int) -> str:
    return "".join(f"<td align='{_side(n, left)}' valign='top'>{cell}</td>" for n, cell in enumerate(row))


def _side(column: int, left: int) -> str:
    return "left" if column < left else "right"


def moment(at: str, zone: tzinfo) -> str:
    """A time of the record in the plant's zone."""
    try:
        return f"{datetime.fromisoformat(at).astimezone(zone):%Y-%m-%d %H:%M}"
    except ValueError:
        return "at a time that can't be read"


def times(count: int) -> str:
    """How often, in words."""
    return {0: "never", 1: "once"}.get(count, f"{count:,} times")


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def left_words(seconds: float | None) -> str:
    """About how long it goes on."""
    if seconds is None:
        return "time left not known yet"
    if seconds < 90:
        return "about a minute left"
    minutes = round(seconds / 60)
    return f"about {minutes} min left" if minutes < 120 else f"about {minutes / 60:.1f} h left"


def share(value: float | None) -> str:
    """A share in percent."""
    return "n/a" if value is None else f"{value:.1%}"
