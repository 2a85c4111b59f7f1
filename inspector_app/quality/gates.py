"""Gates: what is asked of a model, what was measured, and whether that is enough. Judged here and nowhere else.

The limits are settings (`ReleaseFigures`); the validation report and `model release` both ask these functions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from inspector_app.quality.rates import Rate
from inspector_app.settings.release_figures import ReleaseFigures


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate.

    bound: how sure the figure is, and what it rests on; met: None where nobody can say; source: of the limit.
    overridable: a QA lead may let a model through in spite of it; collect_more: a class that needs more images.
    slack: how far the figure is inside its limit, to tell the worse of two of the same gate.
    """

    name: str
    asked: str
    measured: str
    met: bool | None
    bound: str = ""
    source: str = ""
    advice: str = ""
    overridable: bool = False
    collect_more: bool = False
    slack: float | None = None

    @property
    def passed(self) -> bool:
        """Only what is surely met: a gate that can't be decided is not passed."""
        return self.met is True

    @property
    def said(self) -> str:
        """Figure, how sure it is, and the limit, in one line."""
        known = f"{self.measured} ({self.bound})" if self.bound else self.measured
        return f"{known}; {self.asked}" if self.asked else known


def at_least(name: str, rate: Rate, key: str, limits: ReleaseFigures) -> Gate:
    """A share that must reach the limit of this key."""
    limit = float(getattr(limits, key))
    met = _decided(rate, limits.release_least_n, lambda share: share >= limit)
    slack = None if rate.share is None else rate.share - limit
    measured, bound = measured_rate(rate)
    return Gate(name, f"at least {percent(limit)}", measured, met, bound, limits.origin(key), slack=slack)


def at_most(name: str, rate: Rate, key: str, limits: ReleaseFigures) -> Gate:
    """A share that must stay at or below the limit of this key."""
    limit = float(getattr(limits, key))
    met = _decided(rate, limits.release_least_n, lambda share: share <= limit)
    slack = None if rate.share is None else limit - rate.share
    measured, bound = measured_rate(rate)
    return Gate(name, f"at most {percent(limit)}", measured, met, bound, limits.origin(key), slack=slack)


def _decided(rate: Rate, fewest: int, fits: Callable[[float], bool]) -> bool | None:
    """With fewer items than that only a sure miss counts, by both ends of the interval, and nothing is met."""
    if rate.share is None or rate.interval is None:
        return None
    if rate.n < fewest:
        return None if any(fits(edge) for edge in rate.interval) else False
    return fits(rate.share)


def time_gate(
    figure: str, ms: float | None, key: str, limits: ReleaseFigures, *, name: str, bound: str
) -> Gate:
    """A time that must stay at or below the limit of this key. figure: which one, such as `p99`; None: not measured."""
    limit_ms, source = float(getattr(limits, key)), limits.origin(key)
    asked = f"{figure} at most {limit_ms:g} ms"
    if ms is None:
        return Gate(name, asked, "not measured", None, bound, source)
    slack = limit_ms - ms
    return Gate(name, asked, f"{figure} {ms:.1f} ms", slack >= 0, bound, source, slack=slack)


def measured_rate(rate: Rate) -> tuple[str, str]:
    """A share and its Wilson 95 % interval with n, as gates say them."""
    if rate.share is None or rate.interval is None:
        return "n/a", "n = 0"
    low, high = rate.interval
    return percent(rate.share), f"{low * 100:.1f} to {high * 100:.1f} %, {rate.count:,} of {rate.n:,}"


def percent(share: float) -> str:
    """0.985 as 98.5 %, with as many places as it needs, two at most."""
    text = f"{share * 100:.2f}".rstrip("0").rstrip(".")
    return f"{text} %"


def worse(one: Gate, other: Gate) -> Gate:
    """The one that counts where the same gate was measured twice.

    A miss before all else. What can't be said does not outweigh what can; else the smaller slack counts.
    """
    if one.met is None or other.met is None:
        undecided, decided = (one, other) if one.met is None else (other, one)
        return undecided if decided.met is None and undecided.slack is not None else decided
    return min((one, other), key=lambda gate: (gate.met, gate.slack or 0.0))
