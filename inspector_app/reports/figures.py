"""How figures are written: one way for counts, rates, intervals and what is not available."""

from __future__ import annotations

from inspector_app.quality.percentiles import Percentile
from inspector_app.quality.rates import Rate

NOT_AVAILABLE = "n/a"
PER_CENT = "\u00a0%"
"""With a blank at which no line ends."""


def count(value: int | None) -> str:
    """A count, as 1,174."""
    return NOT_AVAILABLE if value is None else f"{value:,}"


def percent(share: float | None, digits: int = 1) -> str:
    """A share, as 93.6 %. One that is not quite all or nothing is not rounded to 100 or 0 %."""
    if share is None:
        return NOT_AVAILABLE
    edge = 10 ** -(digits + 2) / 2
    if 0 < share < edge:
        return f"< {10**-digits:.{digits}f}{PER_CENT}"
    if 1 - edge <= share < 1:
        return f"> {100 - 10**-digits:.{digits}f}{PER_CENT}"
    return f"{share * 100:.{digits}f}{PER_CENT}"


def interval(rate: Rate | None) -> str:
    """The Wilson interval of a rate, as 92.0 to 94.9 %."""
    if rate is None or rate.interval is None:
        return NOT_AVAILABLE
    low, high = rate.interval
    return f"{low * 100:.1f} to {high * 100:.1f}{PER_CENT}"


def rate_row(rate: Rate | None) -> tuple[str, str, str]:
    """Value, count of n, and interval of a rate."""
    if rate is None or rate.share is None:
        return NOT_AVAILABLE, "n = 0" if rate else NOT_AVAILABLE, NOT_AVAILABLE
    return percent(rate.share), f"{rate.count:,} of {rate.n:,}", interval(rate)


def per_million(value: float | None) -> str:
    """Parts or defects per million, as 4,533."""
    return NOT_AVAILABLE if value is None else f"{value:,.0f}"


def milliseconds(value: Percentile) -> str:
    """A percentile in ms with its n."""
    if value.value is None:
        return NOT_AVAILABLE
    return f"{value.value:,.1f} ms (n = {value.n:,})"
