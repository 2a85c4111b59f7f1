"""What jobs about datasets answer; see `answers`."""

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
class TagAnswer:
    """Of `dataset tag`."""

    images: int
    in_vault: int = 0


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
