"""What jobs about packages and known sets answer; see `answers`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
class AddedAnswer:
    """An image that joined a known set; accepted: whether its answer holds from the start."""

    file: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class KnownAddAnswer:
    """Of `recipe known-set add`."""

    added: tuple[AddedAnswer, ...]
    images: int


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
