"""The known set of a recipe: good, borderline and bad images, and what the station says of each.

They are asked again after any change of model, recipe, PC or runtime. An answer that has changed keeps the line from
READY until someone accepts it by name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inspector_app.domain.verdict import Outcome

FOLDER = "known-set"
FILE = "known-set.json"
CHECKED = "checked.json"
Kind = Literal["good", "borderline", "bad"]
KINDS: tuple[Kind, ...] = ("good", "borderline", "bad")


_Model = TypeVar("_Model", bound=BaseModel)


class KnownSetError(Exception):
    """A known set that can't be used; the message names the file and what is off."""


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(_Plain):
    """What the station said of an image: its verdict, and the classes that it found, in order."""

    outcome: Outcome
    rule: str
    found: tuple[str, ...]

    @property
    def words(self) -> str:
        """For people."""
        return f"{self.outcome.value} ({self.rule}{': ' + ', '.join(self.found) if self.found else ''})"

    def same_as(self, other: Said) -> bool:
        """Another verdict, or other classes, are another answer; scores and sizes may wander."""
        return (self.outcome, self.rule, self.found) == (other.outcome, other.rule, other.found)


class Acceptance(_Plain):
    """Who accepted an answer, when and why. Nobody signs in yet, so the name is what was typed."""

    image: str
    said: Said
    before: Said | None
    at: datetime
    by: str
    reason: str
    authenticated: Literal[False] = False


class KnownImage(_Plain):
    """One image. accepted: the answer that holds; None until somebody has accepted one."""

    file: str
    view: str
    kind: Kind
    sha256: str
    accepted: Said | None


class KnownSet(_Plain):
    """All images of a recipe, and every acceptance."""

    format: Literal[1] = 1
    images: tuple[KnownImage, ...] = ()
    history: tuple[Acceptance, ...] = ()


class Checked(_Plain):
    """The newest run: under which circumstances, and what was said of each image."""

    format: Literal[1] = 1
    circumstances: dict[str, str]
    at: datetime
    answers: dict[str, Said] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that nobody has accepted."""

    image: KnownImage
    now: Said

    @property
    def words(self) -> str:
        """For people: what changed, or why it was never accepted."""
        was = self.image.accepted
        wrong = f", though it is {self.image.kind}" if contradicts(self.image.kind, self.now) else ""
        before = f"was {was.words}, is" if was is not None else "is"
        return f"{self.image.file} ({self.image.kind}) {before} {self.now.words}{wrong}"


def contradicts(kind: Kind, said: Said) -> bool:
    """Whether an answer is wrong whatever was said before: a good image fails, or a bad one passes."""
    return (kind == "good" and said.outcome is not Outcome.PASS) or (
        kind == "bad" and said.outcome is Outcome.PASS
    )


def changes(known: KnownSet, answers: Mapping[str, Said]) -> list[Change]:
    """Answers that differ from the accepted ones, or have never been accepted."""
    return [
        Change(image, now)
        for image in known.images
        if (now := answers.get(image.file)) is not None
        and (image.accepted is None or not image.accepted.same_as(now))
    ]


def accept(known: KnownSet, changed: Sequence[Change], by: str, reason: str, at: datetime) -> KnownSet:
    """The known set with these answers accepted."""
    now = {change.image.file: change.now for change in changed}
    images = tuple(
        image.model_copy(update={"accepted": now[image.file]}) if image.file in now else image
        for image in known.images
    )
    entries = tuple(
        Acceptance(
            image=change.image.file,
            said=change.now,
            before=change.image.accepted,
            at=at,
            by=by,
            reason=reason,
        )
        for change in changed
    )
    return known.model_copy(update={"images": images, "history": known.history + entries})


def read_known_set(recipe_folder: Path) -> KnownSet:
    """The known set of a recipe, empty where it has none. Raises KnownSetError naming the file that is off."""
    path = recipe_folder / FOLDER / FILE
    if not path.exists():
        return KnownSet()
    known = _read(path, KnownSet)
    for image in known.images:
        file = path.parent / image.file
        if Path(image.file).name != image.file or not file.is_file():
            raise KnownSetError(f"{file}: is missing from the known set")
        if hashlib.sha256(file.read_bytes()).hexdigest() != image.sha256:
            raise KnownSetError(f"{file}: was changed since it was added to the known set")
    return known


def read_checked(recipe_folder: Path) -> Checked | None:
    """The newest run; None where there was none, or it can't be read: then it is run again."""
    try:
        return _read(recipe_folder / FOLDER / CHECKED, Checked)
    except KnownSetError:
        return None


def write_known_set(recipe_folder: Path, known: KnownSet) -> None:
    """Whole or not at all."""
    _write(recipe_folder / FOLDER / FILE, known)


def write_checked(recipe_folder: Path, checked: Checked) -> None:
    """Whole or not at all."""
    _write(recipe_folder / FOLDER / CHECKED, checked)


def _read(path: Path, kind: type[_Model]) -> _Model:
    try:
        return kind.model_validate_json(path.read_bytes())
    except OSError as error:
        raise KnownSetError(f"{path}: cannot be read ({error.strerror})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        raise KnownSetError(f"{path}: {where}: {first['msg']}") from error


def _write(path: Path, content: BaseModel) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(content.model_dump_json(indent=2) + "\n", encoding="utf-8")
    part.replace(path)
