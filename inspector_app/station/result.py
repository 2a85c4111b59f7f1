"""What a run of the line came to."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from inspector_app.domain.messages import ImageFolder
from inspector_app.domain.verdict import Outcome
from inspector_app.quality.percentiles import percentile

_NEWEST = 500
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class LineResult:
    """Counts and latencies. missed: parts that went by unseen; unrecorded: rejected without a row."""

    parts: int
    outcomes: dict[Outcome, int]
    lost_frames: int
    late: int
    missed: int
    unrecorded: int
    skipped_live_frames: int
    p50_ms: float | None
    p99_ms: float | None
    seconds: float
    act_ms: dict[str, float | int | None]
    """From the exposure of a part's last view until the line had its signal: n, mean, p50, p99."""
    images: dict[str, int]
    """Images that were written and made smaller at once, at most, and those that are yet to be made smaller."""

    def as_json(self) -> dict[str, Any]:
        """As `run --json` gives it."""
        return {
            "parts": self.parts,
            "pass": self.outcomes[Outcome.PASS],
            "fail": self.outcomes[Outcome.FAIL],
            "review": self.outcomes[Outcome.REVIEW],
            "lost_frames": self.lost_frames,
            "late": self.late,
            "missed_parts": self.missed,
            "unrecorded": self.unrecorded,
            "skipped_live_frames": self.skipped_live_frames,
            "latency_ms": {"p50": self.p50_ms, "p99": self.p99_ms},
            "exposure_to_signal_ms": self.act_ms,
            "images": self.images,
            "seconds": round(self.seconds, 3),
        }


class Score:
    """Counts while the line runs. A part that could not be recorded counts as REVIEW: it was rejected."""

    def __init__(self) -> None:
        self.outcomes = dict.fromkeys(Outcome, 0)
        self.late = 0
        self.unrecorded = 0
        self._latencies: deque[float] = deque(maxlen=_MOST)
        self._acts: deque[float] = deque(maxlen=_MOST)
        self._newest: deque[float] = deque(maxlen=_NEWEST)
        self._start = time.monotonic()

    @property
    def parts(self) -> int:
        """Parts that were before the cameras."""
        return sum(self.outcomes.values())

    def count(
        self,
        outcome: Outcome,
        latency_ms: float,
        *,
        late: bool,
        recorded: bool,
        act_ms: float | None = None,
    ) -> None:
        """One more part. act_ms: from the exposure of its last view until the line had its signal."""
        self.outcomes[outcome] += 1
        self.late += late
        self.unrecorded += not recorded
        self._latencies.append(latency_ms)
        if act_ms is not None:
            self._acts.append(act_ms)
        self._newest.append(latency_ms)

    @property
    def newest_p99_ms(self) -> float | None:
        """Over the last 500 parts."""
        return percentile(self._newest, 99).value

    def result(
        self, *, lost_frames: int, missed: int, skipped_live_frames: int, images: ImageFolder
    ) -> LineResult:
        """What it came to."""
        latencies = list(self._latencies)
        return LineResult(
            self.parts,
            dict(self.outcomes),
            lost_frames,
            self.late,
            missed,
            self.unrecorded,
            skipped_live_frames,
            percentile(latencies, 50).value,
            percentile(latencies, 99).value,
            time.monotonic() - self._start,
            _spread(self._acts),
            {
                "most_waiting": images.most_waiting,
                "unpacked": images.unpacked,
                "most_unpacked": images.most_unpacked,
                "purged": images.purged,
            },
        )


def _spread(times_ms: Sequence[float]) -> dict[str, float | int | None]:
    return {
        "n": len(times_ms),
        "mean": fmean(times_ms) if times_ms else None,
        "p50": percentile(times_ms, 50).value,
        "p99": percentile(times_ms, 99).value,
    }
