"""Inspections as the hot path makes them, for tests of the records."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import numpy as np

from inspector_app.domain.catalogue import Severity
from inspector_app.domain.finding import Finding
from inspector_app.domain.frame import Frame
from inspector_app.domain.geometry import Box
from inspector_app.domain.part import Inspection, Part, Provenance, new_id
from inspector_app.domain.recipe import ClassRule, Mode, Recipe, ViewSetup
from inspector_app.domain.verdict import Outcome, Rule, Verdict

WIDTH, HEIGHT = 96, 64
BOX = Box(10.5, 20.25, 30.0, 28.125)
MADE_BY = Provenance("demo", 1, "boards", "ab" * 32, "0.1.0")


def image(seed=0, side=8):
    blocks = np.random.default_rng(seed).integers(0, 255, (HEIGHT // side, WIDTH // side, 3), dtype=np.uint8)
    return np.repeat(np.repeat(blocks, side, 0), side, 1).copy()


def frame(view="top", number=1, golden=None, seed=0, side=8):
    picture = image(seed, side)
    return Frame(view, number, picture, datetime.now(UTC), time.monotonic(), golden)


def finding(view="top", defect_class="open", score=0.9, box=BOX, size_mm=0.4):
    return Finding(view, defect_class, score, box, size_mm)


def recipe(version=1, mode=Mode.AUTO_REJECT, name="demo"):
    rule = ClassRule(threshold=0.5, review_from=0.3, tolerance_mm=0.2, severity=Severity.MAJOR)
    view = ViewSetup(name="top", golden="top.png", mm_per_px=0.02)
    return Recipe(
        name=name,
        version=version,
        product="board",
        model="boards",
        views=(view,),
        classes={"open": rule},
        mode=mode,
    )


def verdict(outcome, findings=()):
    if outcome is Outcome.PASS:
        return Verdict(outcome, Rule.NO_FINDING, "nothing found")
    rule = Rule.ABOVE_TOLERANCE if outcome is Outcome.FAIL else Rule.UNSURE_SCORE
    return Verdict(outcome, rule, "open of 0.40 mm", findings[-1] if findings else None)


def inspect(
    store,
    number=1,
    outcome=Outcome.PASS,
    *,
    views=("top", "bottom"),
    findings=None,
    serial=None,
    lot=None,
    **more,
):
    """Keeps the images of a part and records it, as the hot path does; returns the inspection."""
    inspection_id = more.pop("inspection_id", None) or new_id()
    golden_path, seed, side = more.pop("golden_path", None), more.pop("seed", 0), more.pop("side", 8)
    frames = tuple(
        store.keep_image(
            inspection_id, frame(view, number, more.get("golden"), seed, side), 0.02, golden_path
        )
        for view in views
    )
    more.pop("golden", None)
    if findings is None:
        findings = () if outcome is Outcome.PASS else (finding(),)
    inspection = Inspection(
        id=inspection_id,
        part=more.pop("part", None) or Part(new_id(), number, lot, serial),
        started_at=more.pop("at", None) or datetime.now(UTC),
        frames=frames,
        findings=tuple(findings),
        verdict=more.pop("verdict", None) or verdict(outcome, findings),
        provenance=more.pop("provenance", MADE_BY),
        latency_ms=12.5,
        stages_ms={"detect": 8.0},
        **more,
    )
    store.record(inspection)
    return inspection
