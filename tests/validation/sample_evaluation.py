"""An evaluation made up for tests: six classes, every section filled; each can be changed."""

from datetime import UTC, datetime

from inspector_app.domain.catalogue import BOARD_CATALOGUE
from inspector_app.domain.costs import CostMatrix
from inspector_app.quality.calibration import ScoreBin
from inspector_app.quality.paired import Pairs
from inspector_app.quality.rates import Rate
from inspector_app.validation.content import (
    Against,
    Calibration,
    ClassFigures,
    Confusion,
    CostCurve,
    CostPoint,
    Costs,
    CurvePoint,
    DataIdentity,
    Evaluation,
    Latency,
    ModelIdentity,
    PairedRow,
    Parity,
    ParityRow,
    PartFigures,
    Picture,
    SliceRow,
    StageRow,
)

CODES = tuple(entry.code for entry in BOARD_CATALOGUE)


def make_class(code="spur", recall=(98, 100), precision=(99, 100), **more):
    entry = next((one for one in BOARD_CATALOGUE if one.code == code), None)
    points = [CurvePoint(score=1 - n / 20, recall=n / 20, precision=1 - n / 60) for n in range(1, 20)]
    values = {
        "code": code,
        "name": entry.name if entry else code,
        "severity": entry.severity if entry else "major",
        "recall": Rate(*recall),
        "precision": Rate(*precision),
        "f1": 0.98,
        "f1_interval": (0.93, 0.995),
        "ap50": 0.97,
        "threshold": 0.5,
        "review_from": 0.3,
        "tolerance": 0.3,
        "curve": tuple(points),
    }
    return ClassFigures(**{**values, **more})


def make_picture(number, kind="missed", **more):
    values = {
        "kind": kind,
        "image": f"pictures/{kind}-{number}.png",
        "golden": f"pictures/{kind}-{number}-golden.png",
        "box": (30, 30, 60, 60),
        "code": "spur",
        "size": 0.3 + number / 100,
        "score": None if kind == "missed" else 0.5 + number / 100,
        "what": "nothing found there",
        "where": f"product, board {number}",
        "verdict": "FAIL",
    }
    return Picture(**{**values, **more})


def make_evaluation(**more):
    whole = Rate(97, 100)
    confusion = Confusion(
        truth=(*CODES, "background"),
        said=(*CODES, "background"),
        counts=(
            *(tuple(98 if r == c else int(c == 6) for c in range(7)) for r in range(6)),
            (0, 1, 0, 0, 2, 0, 0),
        ),
    )
    values = {
        "program": "1.2.0",
        "evaluated_at": datetime(2026, 11, 24, 5, 0, tzinfo=UTC),
        "model": ModelIdentity(
            name="boards",
            sha256="ab" * 32,
            family="yolov8n",
            created=datetime(2026, 11, 1, tzinfo=UTC),
            precision="int8",
        ),
        "data": DataIdentity(kind="generated boards", description="400 fresh boards", images=400, unit="mm"),
        "parts": PartFigures(
            parts=400,
            bad_passed=Rate(1, 200),
            good_failed=Rate(2, 200),
            review=Rate(8, 400),
            rules={"no finding": 190},
        ),
        "map50": 0.97,
        "classes": tuple(make_class(code) for code in CODES),
        "confusion": confusion,
        "slices": tuple(
            SliceRow(
                trait="light",
                value=value,
                images=130,
                recall=whole,
                precision=whole,
                bad_passed=Rate(0, 65),
                good_failed=Rate(1, 65),
            )
            for value in ("dim", "usual", "bright")
        ),
        "calibration": Calibration(
            bins=tuple(ScoreBin(n / 10, n / 10 + 0.1, 20, 2 * n, n / 10 + 0.05) for n in range(10)),
            error=0.05,
            floor=0.02,
        ),
        "latency": Latency(
            machine="a machine",
            n=395,
            p50_ms=21.0,
            p95_ms=25.0,
            p99_ms=31.0,
            stages=(
                StageRow(stage="network", mean_ms=15, p50_ms=15, p99_ms=20, share=0.8),
                StageRow(stage="align", mean_ms=3, p50_ms=3, p99_ms=5, share=0.2),
            ),
        ),
        "costs": Costs(
            matrix=CostMatrix(false_call=1, escape=30),
            assumed=True,
            curves=tuple(
                CostCurve(
                    code=code,
                    points=tuple(
                        CostPoint(threshold=t / 10, false_calls=10 - t, escapes=t) for t in range(1, 10)
                    ),
                    chosen=CostPoint(threshold=0.5, false_calls=5, escapes=5),
                )
                for code in CODES
            ),
        ),
        "parity": Parity(
            rows=tuple(
                ParityRow(
                    code=code,
                    recall_int8=whole,
                    recall_fp32=whole,
                    precision_int8=whole,
                    precision_fp32=whole,
                    ap50_int8=0.97,
                    ap50_fp32=0.971,
                )
                for code in CODES
            ),
            map50_int8=0.970,
            map50_fp32=0.971,
            same_verdict=Rate(399, 400),
        ),
        "against": Against(
            name="older",
            sha256="cd" * 32,
            map50=0.97,
            map50_other=0.95,
            rows=(
                PairedRow(what="Defects found, all classes", pairs=Pairs(500, 30, 5, 20)),
                PairedRow(what="Short", pairs=Pairs(80, 1, 1, 2)),
            ),
        ),
        "pictures": (
            *(make_picture(n) for n in range(1, 8)),
            *(make_picture(n, "false call") for n in range(1, 5)),
        ),
        "missed": 7,
        "false_calls": 9,
    }
    return Evaluation(**{**values, **more})
