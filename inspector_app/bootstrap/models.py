"""Model packages and their networks."""

from __future__ import annotations

from pathlib import Path

import cv2

from inspector_app.detectors import EnsembleMember, EnsembleNetwork, OpenVinoNetwork, ProposalNetwork
from inspector_app.inspection.golden_answers import check_golden_answers
from inspector_app.inspection.ports import Network
from inspector_app.model_packages.card import COLOURS, OUTLINES, PLANES, PROPOSALS, CardInput
from inspector_app.model_packages.package import NETWORK, REFERENCE, ModelPackage, PackageError
from inspector_app.model_packages.shelf import find_package, package_folders
from inspector_app.settings.home import Home


def open_model(name: str, home: Home) -> tuple[ModelPackage, Network]:
    """A verified package and its network, warm and with its golden answers right.

    Raises PackageError or NetworkError, which say what is off.
    """
    package = find_package(name, package_folders(home.models))
    network = _open(package, NETWORK, home)
    _check_input(package, network)
    _check_output(package, network)
    check_golden_answers(package, network)
    return package, network


def _check_input(package: ModelPackage, network: Network) -> None:
    """Golden answers are asked with inputs of the package's own, so they can't tell what a station puts in."""
    said = package.card.input
    if said.channels not in {PLANES, COLOURS}:
        given = " or ".join(", ".join(kind) for kind in (PLANES, COLOURS))
        raise PackageError(
            f"{package.folder}: takes {', '.join(said.channels)}, but this version gives {given}"
        )
    if (said.width, said.height) != network.input_size:
        width, height = network.input_size
        raise PackageError(
            f"{package.folder}: the card says {said.width} x {said.height} px, the network takes {width} x {height}"
        )


def _check_output(package: ModelPackage, network: Network) -> None:
    """What a recipe may judge by areas has to give outlines, and what is taken for boxes must not."""
    outlined = isinstance(network, OpenVinoNetwork) and network.gives_outlines
    if outlined != (package.card.gives == OUTLINES):
        gives = OUTLINES if outlined else "boxes"
        raise PackageError(f"{package.folder}: the card says {package.card.gives}, the network gives {gives}")


def open_reference(package: ModelPackage, home: Home | None = None) -> Network:
    """The package's network in floating point, warm. Raises NetworkError."""
    return _open(package, REFERENCE, home)


def _open(package: ModelPackage, xml: str, home: Home | None) -> Network:
    card, paths = package.card, package.networks(xml)
    if card.ensemble is None:
        return _open_one(card.family, paths[0], card.classes, card.input, home)
    members = [
        EnsembleMember(_open_one(one.family, path, one.classes, card.input, home), one.weight)
        for one, path in zip(card.ensemble.members, paths, strict=True)
    ]
    return EnsembleNetwork(members, card.classes, iou=card.ensemble.iou)


def _open_one(
    family: str, xml: Path, classes: tuple[str, ...], takes: CardInput, home: Home | None
) -> Network:
    if family == PROPOSALS:
        return open_proposals(xml, classes, (takes.width, takes.height), home)
    return open_network(xml, classes, home, compares=takes.channels == PLANES)


def open_network(
    xml: Path, classes: tuple[str, ...], home: Home | None = None, *, compares: bool = True
) -> Network:
    """One network, compiled and warm; the compiled form is kept in the home to start faster next time."""
    # OpenCV's steps take tenths of a millisecond: threads for them cost more than they gain, and the network needs them
    cv2.setNumThreads(1)
    cache = home.run / "compiled" if home else None
    return OpenVinoNetwork(xml, classes, compares=compares, cache=cache)


def open_proposals(
    xml: Path, classes: tuple[str, ...], size: tuple[int, int], home: Home | None = None
) -> Network:
    """The same for a network of the family `proposals`, asked with planes of this width and height in px."""
    cv2.setNumThreads(1)
    return ProposalNetwork(xml, classes, size, cache=home.run / "compiled" if home else None)
