"""From packages of one network each to a package that holds them all, with thresholds and figures of its own."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from inspector_app.imaging.fusion import FUSION_IOU
from inspector_app.inspection.ports import Network
from inspector_app.learning.families import origin
from inspector_app.learning.packages.sealing import CardPlan, measure_and_seal, measuring_steps
from inspector_app.learning.packages.steps import Say, Steps
from inspector_app.model_packages.card import ENSEMBLE, Card, Ensemble, Member
from inspector_app.model_packages.moving import unfinished_folder
from inspector_app.model_packages.package import (
    NETWORK,
    REFERENCE,
    ModelPackage,
    PackageError,
    member_place,
    network_files,
    sha256_of,
)
from inspector_app.model_packages.writing import check_target


@dataclass(frozen=True, slots=True, kw_only=True)
class EnsemblePlan(CardPlan):
    """Which packages, verified; how much each counts; from which overlap on boxes of one class are one defect."""

    packages: tuple[ModelPackage, ...]
    weights: tuple[float, ...]
    iou: float = FUSION_IOU


def make_ensemble(plan: EnsemblePlan, networks: tuple[Network, Network], say: Say) -> ModelPackage:
    """Copies the members' networks, chooses, measures and seals; half done it is never listed.

    networks: the ensemble in INT8 and in floating point, opened from the members. Raises PackageError for members
    that don't go together, and where one changed meanwhile.
    """
    check_members(plan.packages)
    check_target(plan.target)
    with unfinished_folder(plan.target.parent) as folder:
        for number, package in enumerate(plan.packages, start=1):
            _copy_networks(package, folder / member_place(number))
        steps = Steps(measuring_steps(plan.source), say)
        return measure_and_seal(plan, folder, networks, _card_fields(plan), steps)


def check_members(packages: Sequence[ModelPackage]) -> None:
    """Raises PackageError, saying which two differ in what, or what one lacks."""
    if len(packages) < 2:
        raise PackageError("an ensemble has at least two members")
    first = packages[0]
    for number, package in enumerate(packages):
        _check_usable(package)
        if package.sha256 in {other.sha256 for other in packages[:number]}:
            raise PackageError(f"{package.card.name} is named twice; it would only agree with itself")
        for what, ours, theirs in (
            ("finds", sorted(first.card.classes), sorted(package.card.classes)),
            ("takes", list(first.card.input.channels), list(package.card.input.channels)),
            ("takes a side of", _size(first), _size(package)),
        ):
            if ours != theirs:
                raise PackageError(
                    f"members of an ensemble go together, but {first.card.name} {what} {', '.join(ours)} and "
                    f"{package.card.name} {what} {', '.join(theirs)}"
                )


def _check_usable(package: ModelPackage) -> None:
    card = package.card
    if card.ensemble is not None:
        names = ", ".join(member.name for member in card.ensemble.members)
        raise PackageError(f"{card.name} is an ensemble itself; name its members instead: {names}")
    if not package.has_reference:
        raise PackageError(
            f"{card.name} has no network in floating point to hold the ensemble in INT8 against; make it again"
        )
    if card.input.width != card.input.height:
        raise PackageError(
            f"{card.name} takes {card.input.width} x {card.input.height} px; members take a square"
        )


def _size(package: ModelPackage) -> list[str]:
    return [f"{package.card.input.width} px"]


def _copy_networks(package: ModelPackage, place: Path) -> None:
    place.mkdir(parents=True)
    for name in (*network_files(package.card, NETWORK), *network_files(package.card, REFERENCE)):
        shutil.copyfile(package.folder / name, place / name)
        if sha256_of(place / name) != package.card.files[name]:
            raise PackageError(f"{package.folder}: {name} changed while it was copied")


def _card_fields(plan: EnsemblePlan) -> dict[str, Any]:
    """What is known of the card before anything is measured."""
    members = tuple(
        Member(
            name=package.card.name,
            sha256=package.sha256,
            family=package.card.family,
            classes=package.card.classes,
            weight=weight,
        )
        for package, weight in zip(plan.packages, plan.weights, strict=True)
    )
    cards = [package.card for package in plan.packages]
    return {
        "family": ENSEMBLE,
        "ensemble": Ensemble(members=members, iou=plan.iou),
        "training": {
            "members": {
                f"{number} {card.name}": {**card.training, **_permission(card)}
                for number, card in enumerate(cards, start=1)
            }
        },
        "tools": {name: version(name) for name in ("openvino", "opencv-python", "numpy")},
        "licence": _licence(cards, plan.source.rights),
    }


def _permission(card: Card) -> dict[str, Any]:
    """Who let a member learn what it learnt, which stays on the card of whatever becomes of it."""
    told = card.dataset.get("permission")
    return {} if told is None else {"permission": told}


def _licence(cards: Sequence[Card], chosen_on: str) -> dict[str, str]:
    """Whatever holds for one member holds for the whole. chosen_on: whose the images are that chose its thresholds."""
    said = [{"weights": origin(card.family).licence, **card.licence} for card in cards]
    said.append({"data": chosen_on})
    return {
        what: "; ".join(dict.fromkeys(one[what] for one in said if what in one))
        for what in sorted({what for one in said for what in one})
    }
