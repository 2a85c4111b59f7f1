"""Reading a model package from its folder, and refusing one that is not what its card says."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from inspector_app.model_packages.card import ENSEMBLE, FORMAT_OF_OUTLINES, Card

CARD = "card.json"
NETWORK = "model.xml"
REFERENCE = "reference.xml"
WEIGHTS = "weights.safetensors"
GOLDEN_ANSWERS = "golden/answers.json"
_BINS = {NETWORK: "model.bin", REFERENCE: "reference.bin"}
_CHUNK = 1 << 20


class PackageError(Exception):
    """A model package that is refused; the message names the package and what is off."""


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """A verified package: its folder, its card, and one hash that stands for all of it."""

    folder: Path
    card: Card
    sha256: str

    def networks(self, xml: str = NETWORK) -> tuple[Path, ...]:
        """Its INT8 networks, or those in floating point (REFERENCE): one, or one a member of an ensemble."""
        return tuple(self.folder / name for name in network_files(self.card, xml) if name.endswith(".xml"))

    @property
    def reference(self) -> Path:
        """The network in floating point, of a package that has one network."""
        return self.folder / REFERENCE

    @property
    def has_reference(self) -> bool:
        """Whether the same networks are there in floating point."""
        return all(name in self.card.files for name in network_files(self.card, REFERENCE))

    @property
    def weights(self) -> Path:
        """What a later training goes on from; raises PackageError where the package has none."""
        if WEIGHTS not in self.card.files:
            ensemble = self.card.ensemble
            instead = f"; name one of its members: {ensemble.in_words()}" if ensemble is not None else ""
            raise PackageError(f"{self.card.name} has no weights that a training could go on from{instead}")
        return self.folder / WEIGHTS

    @property
    def golden_answers(self) -> Path:
        """Expected answers for the inputs kept in the package."""
        return self.folder / GOLDEN_ANSWERS


def sha256_of(path: Path) -> str:
    """SHA-256 of a file as 64 hex digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def network_files(card: Card, xml: str = NETWORK) -> tuple[str, ...]:
    """Names of the files of its INT8 networks, or of those in floating point (REFERENCE)."""
    count = len(card.ensemble.members) if card.ensemble is not None else 0
    places = [f"{member_place(number)}/" for number in range(1, count + 1)] or [""]
    return tuple(f"{place}{name}" for place in places for name in (xml, _BINS[xml]))


def member_place(number: int) -> str:
    """Where the files of an ensemble's member are; the first has number 1."""
    return f"members/{number}"


def open_package(folder: Path) -> ModelPackage:
    """Reads the card and verifies every file of the package; raises PackageError naming what is off."""
    card = _read_card(folder)
    _check_class_list(folder, card)
    _check_members(folder, card)
    _check_files(folder, card)
    return ModelPackage(folder=folder, card=card, sha256=sha256_of(folder / CARD))


def _read_card(folder: Path) -> Card:
    path = folder / CARD
    try:
        content = path.read_bytes()
        _check_format(path, content)
        return Card.model_validate_json(content)
    except FileNotFoundError:
        raise PackageError(f"{folder}: not a model package, {CARD} is missing") from None
    except OSError as error:
        raise PackageError(f"{path}: cannot be read ({error.strerror})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        raise PackageError(f"{path}: {where}: {first['msg']}") from error


def _check_format(path: Path, content: bytes) -> None:
    try:
        said = json.loads(content)
    except ValueError:
        return  # the card's own check says where it is broken
    made_for = said.get("format") if isinstance(said, dict) else None
    if isinstance(made_for, int) and made_for > FORMAT_OF_OUTLINES:
        raise PackageError(
            f"{path}: made by a newer version (format {made_for}, this one reads up to {FORMAT_OF_OUTLINES})"
        )


def _check_class_list(folder: Path, card: Card) -> None:
    if len(set(card.classes)) != len(card.classes):
        raise PackageError(f"{folder}: a class is listed twice on the card")
    for what, known in (("thresholds", card.thresholds), ("smallest size", card.smallest_found_px)):
        without = [code for code in card.classes if code not in known]
        if without:
            raise PackageError(f"{folder}: no {what} on the card for {', '.join(without)}")


def _check_members(folder: Path, card: Card) -> None:
    if (card.family == ENSEMBLE) != (card.ensemble is not None):
        raise PackageError(
            f"{folder}: the family {card.family} and the card's list of members don't go together"
        )
    for member in card.ensemble.members if card.ensemble is not None else ():
        if sorted(member.classes) != sorted(card.classes):
            raise PackageError(
                f"{folder}: member {member.name} finds {', '.join(member.classes)}, the card says "
                f"{', '.join(card.classes)}"
            )


def _check_files(folder: Path, card: Card) -> None:
    for name in network_files(card):
        if name not in card.files:
            raise PackageError(f"{folder}: the card lists no {name}")
    for name, expected in card.files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise PackageError(f"{folder}: the card names a file outside the package: {name}")
        if not path.is_file():
            raise PackageError(f"{folder}: {name} is missing")
        if sha256_of(path) != expected:
            raise PackageError(f"{folder}: {name} was changed after the package was made")
