"""What an evaluation measured, as it is kept in a file and drawn in the report. Shares are from 0 to 1."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from inspector_app.domain.catalogue import Severity
from inspector_app.domain.costs import CostMatrix
from inspector_app.quality.calibration import ScoreBin
from inspector_app.quality.paired import Pairs
from inspector_app.quality.rates import Rate

Interval = tuple[float, float]
BACKGROUND = "background"
"""In the confusion matrix: a row for findings where nothing is, a column for defects where nothing was found."""


SIZE_WANTED, SIZE_OF_ALL = "size, at or above tolerance", "size, those within tolerance too"
SIZES = frozenset({SIZE_WANTED, SIZE_OF_ALL})
"""Slices of defects, not of images: they have a recall and nothing else."""


class Plain(BaseModel):
    """Plain values that don't change."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())


class ModelIdentity(Plain):
    """Which package was measured, and which of its networks."""

    name: str
    sha256: str
    family: str
    created: datetime
    precision: Literal["int8", "fp32"]


class NotMeasured(Plain):
    """What the figures leave out: how many, and why, in words."""

    count: int
    why: str
    examples: tuple[str, ...] = ()


class DataIdentity(Plain):
    """What it was measured on. unit: of sizes and tolerances; px where the scale is not known. notes: in sentences.

    unseen: images that nothing but evaluations ever sees: a vault, or boards drawn afresh.
    """

    kind: Literal["generated boards", "labelled images"]
    description: str
    images: int
    unit: Literal["mm", "px"]
    iou: float = 0.5
    not_measured: tuple[NotMeasured, ...] = ()
    notes: tuple[str, ...] = ()
    unseen: bool = False


class PartFigures(Plain):
    """Verdicts on whole parts: escapes (bad parts passed), good parts failed, parts sent to a person."""

    parts: int
    bad_passed: Rate
    good_failed: Rate
    review: Rate
    rules: dict[str, int]


class CurvePoint(Plain):
    """Recall and precision of one class when findings count from this score on."""

    score: float
    recall: float
    precision: float


class ClassFigures(Plain):
    """One defect class at the thresholds of the package. f1_interval: F1 of both lower and of both upper bounds."""

    code: str
    name: str
    severity: Severity
    recall: Rate
    precision: Rate
    f1: float | None
    f1_interval: Interval | None
    ap50: float | None
    threshold: float
    review_from: float
    tolerance: float
    curve: tuple[CurvePoint, ...]


class Confusion(Plain):
    """Counts: a row for each true class and the background, a column for each said class and the background."""

    truth: tuple[str, ...]
    said: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


class SliceRow(Plain):
    """The figures of one condition alone, all classes together."""

    trait: str
    value: str
    images: int
    recall: Rate
    precision: Rate
    bad_passed: Rate
    good_failed: Rate


class Calibration(Plain):
    """The reliability diagram of all findings from the lowest score on."""

    bins: tuple[ScoreBin, ...]
    error: float | None
    floor: float


class ParityRow(Plain):
    """One class by both networks of the package, at the same thresholds."""

    code: str
    recall_int8: Rate
    recall_fp32: Rate
    precision_int8: Rate
    precision_fp32: Rate
    ap50_int8: float | None
    ap50_fp32: float | None


class Parity(Plain):
    """INT8 beside floating point on the same images on this machine."""

    rows: tuple[ParityRow, ...]
    map50_int8: float
    map50_fp32: float
    same_verdict: Rate


class StageRow(Plain):
    """What one stage takes, ms an image. share: of the mean of all stages."""

    stage: str
    mean_ms: float
    p50_ms: float
    p99_ms: float
    share: float


class Latency(Plain):
    """Image in hand to findings; stages slowest first. machine: what it ran on."""

    machine: str
    n: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    stages: tuple[StageRow, ...]


class PairedRow(Plain):
    """Both models on the same items: the measured one is the first, the other the second."""

    what: str
    pairs: Pairs


class Against(Plain):
    """Another package on the same images. only_here, only_there: classes that the other one lacks, or this one."""

    name: str
    sha256: str
    map50: float
    map50_other: float
    rows: tuple[PairedRow, ...]
    only_here: tuple[str, ...] = ()
    only_there: tuple[str, ...] = ()


class CostPoint(Plain):
    """What 1,000 parts cost when findings of a class count from this score on."""

    threshold: float
    false_calls: float
    escapes: float

    @property
    def whole(self) -> float:
        """Both together."""
        return self.false_calls + self.escapes


class CostCurve(Plain):
    """Cost against threshold for one class; chosen: the package's threshold."""

    code: str
    points: tuple[CostPoint, ...]
    chosen: CostPoint


class Costs(Plain):
    """The curves, and the costs that they were drawn with."""

    matrix: CostMatrix
    assumed: bool
    curves: tuple[CostCurve, ...]


class Picture(Plain):
    """A cut-out of an image beside the same place of its golden; escaped: found, but its image passed.

    Files are relative to the evaluation's folder. box: x1, y1, x2, y2 px within the cut-out.
    """

    kind: Literal["missed", "escaped", "false call"]
    image: str
    golden: str
    box: tuple[float, float, float, float]
    code: str
    size: float
    score: float | None
    what: str
    where: str
    verdict: str


class Evaluation(Plain):
    """All of one evaluation."""

    format: Literal[1] = 1
    program: str
    evaluated_at: AwareDatetime
    model: ModelIdentity
    data: DataIdentity
    parts: PartFigures
    map50: float
    classes: tuple[ClassFigures, ...]
    confusion: Confusion
    slices: tuple[SliceRow, ...]
    calibration: Calibration
    latency: Latency
    costs: Costs
    parity: Parity | None = None
    against: Against | None = None
    pictures: tuple[Picture, ...] = ()
    missed: int = 0
    false_calls: int = 0
