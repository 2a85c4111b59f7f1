"""Whether a frozen version may train a model: its classes are approved, and no error of its check is open.

Who accepted open errors, and who approved which class, stays with the training and on the card of its package.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from inspector_app.datasets.catalogue.entries import CatalogueEntry, unapproved
from inspector_app.datasets.catalogue.keeping import read_catalogue
from inspector_app.datasets.checking.catalogue import NOT_APPROVED
from inspector_app.datasets.versions.manifest import Manifest
from inspector_app.datasets.versions.reading import Version
from inspector_app.learning.training.plan import TrainingError
from inspector_app.model_packages.card import Card
from inspector_app.settings.home import Home

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Somebody takes the open errors of a version upon himself, and says why."""

    by: str
    reason: str


class ApprovedClass(BaseModel):
    """What the catalogue said of a class when its images began to train."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    severity: str
    approved_by: tuple[str, ...]
    approved_at: str


class Permission(BaseModel):
    """Why a training was allowed. open_errors: those that were accepted, by whom and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    approved_classes: dict[str, ApprovedClass] = {}
    open_errors: tuple[str, ...] = ()
    accepted_by: str = ""
    accepted_at: str = ""
    reason: str = ""


def permission(home: Home, version: Version, acceptance: Acceptance | None) -> Permission:
    """What is kept of the permission to train on a version. Raises TrainingError, saying all that is missing."""
    catalogue, classes = read_catalogue(home), version.manifest.open_classes
    errors = open_errors(version.manifest)
    refusals = [
        *_unapproved(version, unapproved(catalogue, classes)),
        *(_open(version, errors) if errors and acceptance is None else ()),
    ]
    if refusals:
        raise TrainingError("\n".join(refusals))
    allowed = Permission(approved_classes={code: _approved(catalogue[code]) for code in classes})
    if not errors or acceptance is None:
        return allowed
    return allowed.model_copy(
        update={
            "open_errors": errors,
            "accepted_by": acceptance.by,
            "accepted_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "reason": acceptance.reason,
        }
    )


def permissions_of(card: Card) -> dict[str, str]:
    """What a card says of the permission; an ensemble's says what its members' cards said."""
    if card.ensemble is None:
        return permission_in_words(card.dataset)
    members = card.training.get("members", {})
    told: dict[str, dict[str, list[str]]] = {}
    for member, training in members.items():
        for what, words in permission_in_words(training).items():
            told.setdefault(what, {}).setdefault(words, []).append(member)
    return {
        what: "; ".join(
            words if len(of) == len(members) else f"{words} (member {', '.join(of)})"
            for words, of in said.items()
        )
        for what, said in told.items()
    }


def permission_in_words(told_by: Mapping[str, Any]) -> dict[str, str]:
    """What a card says of the permission, by what it is; empty where it says nothing."""
    try:
        told = Permission.model_validate(told_by.get("permission"))
    except ValidationError:
        return {}
    by = {", ".join(one.approved_by) for one in told.approved_classes.values()}
    accepted = (
        f"{told.accepted_by}: {told.reason} ({'; '.join(told.open_errors)})" if told.open_errors else ""
    )
    said = {"Classes approved by": "; ".join(sorted(by)), "Open errors accepted by": accepted}
    return {what: words for what, words in said.items() if words}


def open_errors(manifest: Manifest) -> tuple[str, ...]:
    """Errors of the check that a version was frozen with; approvals are asked for as they are today."""
    return to_accept(manifest.open_errors)


def to_accept(errors: Sequence[str]) -> tuple[str, ...]:
    """Errors of a check that somebody has to accept; what is approved by now is no matter of that."""
    return tuple(error for error in errors if not error.startswith(f"{NOT_APPROVED}:"))


def _unapproved(version: Version, codes: list[str]) -> list[str]:
    if not codes:
        return []
    typed = " ".join(f'"{code}"' if " " in code else code for code in codes)
    return [
        f"{version.reference} has classes that nobody approved: {', '.join(codes)}. Have them approved by the people "
        f"concerned, then train: inspector-app catalogue approve {typed} --by NAME"
    ]


def _open(version: Version, errors: tuple[str, ...]) -> list[str]:
    more = [f"  and {len(errors) - _SHOWN} more"] if len(errors) > _SHOWN else []
    return [
        f"{version.reference} was frozen while its check had errors:",
        *(f"  {error}" for error in errors[:_SHOWN]),
        *more,
        "Mend them and freeze again, or let somebody accept them by name, which stays on the model's card: "
        "--open-errors-accepted-by NAME --reason TEXT",
    ]


def _approved(entry: CatalogueEntry) -> ApprovedClass:
    return ApprovedClass(
        severity=entry.severity,
        approved_by=tuple(dict.fromkeys(one.by for one in entry.approvals)),
        approved_at=entry.approvals[-1].at,
    )
