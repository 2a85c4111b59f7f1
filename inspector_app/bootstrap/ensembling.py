"""An ensemble from end to end: its members opened and fused, its images read, its package made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from inspector_app.bootstrap.models import open_model, open_reference
from inspector_app.bootstrap.this_machine import machine_in_words
from inspector_app.bootstrap.training import Asking, Scale, version_source
from inspector_app.datasets.versions.reading import Version, open_version
from inspector_app.detectors import EnsembleMember, EnsembleNetwork
from inspector_app.domain.costs import CostMatrix
from inspector_app.imaging.fusion import FUSION_IOU
from inspector_app.inspection.ports import Network
from inspector_app.learning.packages.ensemble import EnsemblePlan, check_members, make_ensemble
from inspector_app.learning.packages.generated_source import GeneratedSource
from inspector_app.learning.packages.source import PackageSource
from inspector_app.learning.packages.steps import Say
from inspector_app.model_packages.card import PLANES, Card
from inspector_app.model_packages.package import ModelPackage, PackageError
from inspector_app.model_packages.shelf import find_package, package_folders
from inspector_app.model_packages.writing import check_target
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home


@dataclass(frozen=True, slots=True)
class EnsembleWish:
    """What was asked for. weights: one a model, else all alike. data: a frozen version, else generated boards."""

    name: str
    models: tuple[str, ...]
    weights: tuple[float, ...] = ()
    iou: float = FUSION_IOU
    data: str | None = None
    scale: Scale = field(default_factory=Scale)
    boards: GeneratedSource = field(default_factory=lambda: GeneratedSource(calibration_boards=0))
    costs: CostMatrix | None = None


def ensemble_of(wish: EnsembleWish, home: Home, figures: DatasetFigures, say: Say) -> ModelPackage:
    """Makes the package in the home. Raises PackageError, NetworkError, DatasetError or RecipeError in words."""
    target = home.models / wish.name
    check_target(target)
    packages = tuple(find_package(name, package_folders(home.models)) for name in wish.models)
    check_members(packages)
    if target.resolve() in {package.folder.resolve() for package in packages}:
        raise PackageError(f"{wish.name} is one of the members; give the ensemble a name of its own")
    weights, first = _weights(wish), packages[0].card
    version = _version(wish, first, home)
    int8 = [open_model(str(package.folder), home)[1] for package in packages]
    fp32 = [open_reference(package, home) for package in packages]
    plan = EnsemblePlan(
        target=target,
        name=wish.name,
        source=_source(wish, version, first, home, figures),
        side=first.input.width,
        costs=wish.costs,
        machine=machine_in_words(),
        packages=packages,
        weights=weights,
        iou=wish.iou,
    )
    return make_ensemble(plan, (_fused(int8, plan), _fused(fp32, plan)), say)


def _weights(wish: EnsembleWish) -> tuple[float, ...]:
    weights = wish.weights or (1.0,) * len(wish.models)
    if len(weights) != len(wish.models):
        raise PackageError(f"{len(wish.models)} members have as many weights, not {len(weights)}")
    return weights


def _fused(networks: Sequence[Network], plan: EnsemblePlan) -> Network:
    members = [
        EnsembleMember(network, weight) for network, weight in zip(networks, plan.weights, strict=True)
    ]
    return EnsembleNetwork(members, plan.packages[0].card.classes, iou=plan.iou)


def _version(wish: EnsembleWish, card: Card, home: Home) -> Version | None:
    """The version that was named, where it fits the members; seen before a use of it is counted."""
    if wish.data is None and card.input.channels != PLANES:
        raise PackageError(
            "the members see the image alone, generated boards are compared with goldens; name a dataset: --data"
        )
    version = None if wish.data is None else open_version(home, wish.data)
    classes = wish.boards.classes if version is None else version.manifest.classes
    if sorted(classes) != sorted(card.classes):
        raise PackageError(
            f"the images are of {', '.join(classes)}, the members find {', '.join(card.classes)}; "
            "measure an ensemble on images of its own classes: --data NAME@VERSION"
        )
    return version


def _source(
    wish: EnsembleWish, version: Version | None, card: Card, home: Home, figures: DatasetFigures
) -> PackageSource:
    """The images that thresholds are chosen and figures measured on."""
    side = card.input.width
    if version is None:
        return replace(wish.boards, side=side)
    images = version_source(home, version, wish.scale, figures, Asking("ensemble", wish.name))
    return replace(images, side=side, compares=card.input.channels == PLANES)
