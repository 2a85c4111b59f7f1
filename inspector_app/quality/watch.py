"""The thin watch over a model at work: precision and recall from settled answers, and when retraining is due. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from inspector_app.domain.mode import ModeEvidence
from inspector_app.quality.gates import measured_rate, percent
from inspector_app.quality.rates import Rate
from inspector_app.settings.mode_figures import ModeFigures


@dataclass(frozen=True, slots=True)
class WatchItem:
    """One figure or date. alarm: somebody has to act; None: too little is known to say."""

    name: str
    said: str
    alarm: bool | None


def watch_answers(counts: ModeEvidence, limits: ModeFigures) -> list[WatchItem]:
    """counts: of the newest days, whatever the mode was. An alarm by the share itself, its interval beside it."""
    precision = Rate(counts.rejected_bad, counts.rejected_bad + counts.rejected_good)
    recall = Rate(counts.rejected_bad, counts.rejected_bad + counts.passed_bad)
    looked = f"; passed parts looked at: {counts.passed_answered:,} of {counts.passed:,}"
    return [
        _item("Precision", precision, "watch_precision", limits, ""),
        _item("Recall", recall, "watch_recall", limits, looked),
    ]


def watch_retraining(trained: datetime, now: datetime, limits: ModeFigures) -> WatchItem:
    """trained: when the package at work was made."""
    due = trained + timedelta(days=limits.retrain_days)
    every = f"every {limits.retrain_days} days ({limits.origin('retrain_days')})"
    if now >= due:
        return WatchItem(
            "Retraining", f"due since {due:%Y-%m-%d} ({(now - due).days} days), {every}", alarm=True
        )
    return WatchItem("Retraining", f"due on {due:%Y-%m-%d}, {every}", alarm=False)


def _item(name: str, rate: Rate, key: str, limits: ModeFigures, more: str) -> WatchItem:
    limit = float(getattr(limits, key))
    measured, bound = measured_rate(rate)
    said = f"{measured} ({bound}); at least {percent(limit)} ({limits.origin(key)}){more}"
    if rate.share is None or rate.n < limits.watch_least_n:
        return WatchItem(name, f"{said}; n is too small, {limits.watch_least_n} are needed", alarm=None)
    return WatchItem(name, said, alarm=rate.share < limit)
