"""What can be asked about packages, lines and known sets; see `wishes`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfRecipe:
    """The known set of a recipe."""

    recipe: str

    @property
    def subject(self) -> str:
        """The recipe."""
        return self.recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfPackage:
    """A package."""

    package: str

    @property
    def subject(self) -> str:
        """The package."""
        return self.package


@dataclass(frozen=True, slots=True, kw_only=True)
class GatesWish(_OfPackage):
    """Whether a package is ready for a line; nothing is released."""

    line: str
    kind: Literal["gates"] = "gates"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Gates of {self.package} for {self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWish(_OfPackage):
    """Releases a package. qa_lead, waiver: who lets it through although it misses a gate, and why.

    recipes: those that are put over to it. leave_shadow: lets a released package out of shadow instead.
    """

    line: str
    by: str
    reason: str
    qa_lead: str = ""
    waiver: str = ""
    recipes: tuple[str, ...] = ()
    leave_shadow: bool = False
    kind: Literal["release"] = "release"

    @property
    def title(self) -> str:
        """What it does."""
        return f"{'Out of shadow' if self.leave_shadow else 'Release'}: {self.package} for {self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RollbackWish(_OfPackage):
    """Back to the release before, on a line; package: the one that is in force there now."""

    line: str
    by: str
    reason: str
    kind: Literal["rollback"] = "rollback"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Roll back {self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareWish(_OfPackage):
    """Two packages on the same images. data: a frozen version; empty for generated boards. part: of the version."""

    other: str
    data: str = ""
    part: Literal["test", "vault"] = "test"
    boards: int = 1000
    kind: Literal["compare"] = "compare"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Compare {self.package} with {self.other}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageExportWish(_OfPackage):
    """A package as one file."""

    out: str
    kind: Literal["package-export"] = "package-export"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Export {self.package}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageImportWish:
    """A package from such a file."""

    file: str
    kind: Literal["package-import"] = "package-import"

    @property
    def subject(self) -> str:
        """The file."""
        return self.file

    @property
    def title(self) -> str:
        """What it does."""
        return f"Import {self.file.replace(chr(92), '/').rpartition('/')[2]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWish(_OfPackage):
    """The validation report of a package. data: a frozen version; empty for generated boards. part: of the version."""

    data: str = ""
    part: Literal["test", "vault"] = "test"
    boards: int = 2000
    recipe: str = ""
    kind: Literal["report"] = "report"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Validation report of {self.package}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAddWish(_OfRecipe):
    """Images whose answers must stay, of one view of a recipe, counted from 1. shows: what they are."""

    images: tuple[str, ...]
    shows: Literal["good", "borderline", "bad"]
    view: int = 1
    kind: Literal["known-add"] = "known-add"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Add to the known set of {self.recipe}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRunWish(_OfRecipe):
    """Asks about every image of a recipe's known set again."""

    kind: Literal["known-run"] = "known-run"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Known set of {self.recipe}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAcceptWish(_OfRecipe):
    """What the newest run answered holds from now on."""

    by: str
    reason: str
    kind: Literal["known-accept"] = "known-accept"

    @property
    def title(self) -> str:
        """What it does."""
        return f"Accept the answers of {self.recipe}"
