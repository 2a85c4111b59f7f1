"""What jobs answer, as the program's commands give it with `--json`; what a screen does not show is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """Of `dataset import`."""

    format: str
    images: int
    clean: int
    labels: Mapping[str, int]
    goldens: int = 0
    replaced: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RemarkAnswer:
    """One thing that a check found; files: absolute paths, the first of them where there are many."""

    check: str
    severity: str
    says: str
    figure: str | None = None
    images: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    concerned: int | None = None
    """How many images in all."""

    @property
    def count(self) -> int:
        """How many images are concerned."""
        return self.concerned if self.concerned is not None else max(len(self.images), len(self.files))


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """Of `dataset check`, worst first."""

    target: str
    images: int
    in_vault: int
    good: bool
    counts: Mapping[str, int]
    remarks: tuple[RemarkAnswer, ...]
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """Images of one part of a split."""

    images: int
    clean: int
    classes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SplitAnswer:
    """Of `dataset split`."""

    parts: Mapping[str, PartAnswer]
    groups: int
    new_in_vault: int
    torn: tuple[tuple[str, ...], ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FreezeAnswer:
    """Of `dataset freeze`. version: NAME@VERSION."""

    version: str
    note: str
    by: str
    open_errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ApprovedAnswer:
    """A class of the catalogue."""

    code: str


@dataclass(frozen=True, slots=True)
class ApproveAnswer:
    """Of `catalogue approve`."""

    approved: tuple[ApprovedAnswer, ...]


@dataclass(frozen=True, slots=True)
class DatasetExportAnswer:
    """Of `dataset export`."""

    folder: str
    images: int
    format: str = ""


@dataclass(frozen=True, slots=True)
class DiffAnswer:
    """Of `dataset diff`: names of images, then images a part and class, before and after."""

    old: str
    new: str
    note: str
    by: str
    same: bool
    added: tuple[str, ...]
    removed: tuple[str, ...]
    relabelled: tuple[str, ...]
    repictured: tuple[str, ...]
    retagged: tuple[str, ...]
    moved: Mapping[str, tuple[str, str]]
    images: Mapping[str, tuple[int, int]]
    classes: Mapping[str, Mapping[str, tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """One gate."""

    name: str
    passed: bool
    said: str
    overridable: bool = False
    collect_more: bool = False
    advice: str = ""


@dataclass(frozen=True, slots=True)
class EntryAnswer:
    """What was written into the history of releases."""

    kind: str
    line: str
    package: str
    by: str
    reason: str
    key: str = ""
    shadow_only: bool = False


@dataclass(frozen=True, slots=True)
class ReleaseAnswer:
    """Of `model release`, with a name and without; `--leave-shadow` gives the entry alone."""

    sentence: str = ""
    ready: bool = False
    gates: tuple[GateAnswer, ...] = ()
    released: bool = False
    entry: EntryAnswer | None = None
    recipes: Mapping[str, int] = field(default_factory=dict)
    basis: str = ""
    """By which figures the gates were judged."""

    @property
    def final(self) -> bool:
        """Whether a gate is missed that nobody can let it through."""
        return any(not gate.passed and not gate.overridable for gate in self.gates)


@dataclass(frozen=True, slots=True)
class RollbackAnswer:
    """Of `model rollback`."""

    entry: EntryAnswer
    recipes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SideClassAnswer:
    """One class of one of two packages."""

    recall: float | None = None
    precision: float | None = None
    n: int = 0
    recall_interval: tuple[float | None, float | None] | None = None
    precision_interval: tuple[float | None, float | None] | None = None


@dataclass(frozen=True, slots=True)
class WeightAnswer:
    """How heavy a package is: ms and MB."""

    network_ms: float | None = None
    findings_ms: float | None = None
    network_mb: float | None = None


@dataclass(frozen=True, slots=True)
class SideAnswer:
    """One of two packages."""

    model: str
    classes: Mapping[str, SideClassAnswer] = field(default_factory=dict)
    weight: WeightAnswer = field(default_factory=WeightAnswer)
    map50: float | None = None
    bad_boards_passed: float | None = None
    good_boards_failed: float | None = None


@dataclass(frozen=True, slots=True)
class ComparedOnAnswer:
    """The images that packages were compared on."""

    description: str = ""


@dataclass(frozen=True, slots=True)
class CompareAnswer:
    """Of `model compare` with two packages."""

    models: tuple[SideAnswer, ...]
    sentence: str
    data: ComparedOnAnswer = ComparedOnAnswer()


@dataclass(frozen=True, slots=True)
class PackageExportAnswer:
    """Of `model export`."""

    file: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PackageImportAnswer:
    """Of `model import`."""

    name: str
    standing: str
    signature: str


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """Of `report validation`."""

    file: str
    ready: bool | None
    why: str
    missed: int | None = None


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An image of a known set whose answer nobody has accepted."""

    file: str
    words: str


@dataclass(frozen=True, slots=True)
class KnownRunAnswer:
    """Of `recipe known-set run`."""

    images: int
    changed: tuple[ChangedAnswer, ...]


@dataclass(frozen=True, slots=True)
class KnownAcceptAnswer:
    """Of `recipe known-set accept`."""

    accepted: tuple[str, ...]
    by: str


JobAnswer = (
    ImportAnswer
    | CheckAnswer
    | SplitAnswer
    | FreezeAnswer
    | ApproveAnswer
    | DatasetExportAnswer
    | DiffAnswer
    | ReleaseAnswer
    | RollbackAnswer
    | CompareAnswer
    | PackageExportAnswer
    | PackageImportAnswer
    | ReportAnswer
    | KnownRunAnswer
    | KnownAcceptAnswer
)
