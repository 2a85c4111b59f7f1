"""What can be asked about datasets; see `wishes`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfDataset:
    """A dataset."""

    name: str

    @property
    def subject(self) -> str:
        """The dataset."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWish(_OfDataset):
    """Labelled images as a dataset. source: a folder or ZIP; empty for the answers of this station.

    format: empty where it is recognised. add_to: a dataset that it joins; the same as `name` to grow in place.
    """

    source: str = ""
    format: str = ""
    unlabelled: Literal["refuse", "clean", "skip"] = "refuse"
    add_to: str = ""
    link: bool = False
    kind: Literal["import"] = "import"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Import into {self.name}" if self.add_to else f"Import {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWish(_OfDataset):
    """Looks at every image, label and tag of a dataset."""

    kind: Literal["check"] = "check"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Check {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TagWish(_OfDataset):
    """What is known of images. table: a CSV of names and tags; every: `tag=value` for all images, or empty."""

    table: str = ""
    every: str = ""
    kind: Literal["tag"] = "tag"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Tag {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitWish(_OfDataset):
    """The vault first, then train, validation and test. again: all but the vault anew."""

    seed: int = 1
    again: bool = False
    kind: Literal["split"] = "split"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Split {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeWish(_OfDataset):
    """A version that can't be changed. note: what changed, and why.

    approves: whether `by` approves the classes that the catalogue has not approved.
    """

    note: str
    by: str
    approves: bool = False
    kind: Literal["freeze"] = "freeze"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Freeze {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveWish:
    """Somebody stands for what these classes of a version are. version: NAME@VERSION."""

    version: str
    classes: tuple[str, ...]
    by: str
    note: str
    kind: Literal["approve"] = "approve"

    @property
    def subject(self) -> str:
        """The version."""
        return self.version

    @property
    def title(self) -> str:
        """What it does."""
        return f"Approve {', '.join(self.classes)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetExportWish(_OfDataset):
    """A dataset in another tool's format, into a new folder."""

    out: str
    format: str
    kind: Literal["dataset-export"] = "dataset-export"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Export {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffWish:
    """What differs between two frozen versions, NAME@VERSION each."""

    old: str
    new: str
    kind: Literal["diff"] = "diff"

    @property
    def subject(self) -> str:
        """The newer version."""
        return self.new

    @property
    def title(self) -> str:
        """What it does."""
        return f"Difference of {self.old} and {self.new}"
