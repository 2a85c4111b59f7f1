"""Whether a package may work on a line in the mode that the recipe asks for, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspector_app.domain.recipe import Mode, Recipe
from inspector_app.model_packages.package import ModelPackage, PackageError
from inspector_app.model_packages.plant_keys import KeyRing
from inspector_app.model_packages.signing import check_signature, signed_by
from inspector_app.release.history import Entry, in_force


class NotReleasedError(Exception):
    """A package that may not work so; the message says why, and what to do."""


def permit(
    recipe: Recipe, package: ModelPackage, entries: Sequence[Entry], ring: KeyRing, models: Path
) -> str:
    """What a bench is told about the package's standing.

    Raises NotReleasedError where the recipe asks for more than the release allows, and PackageError where a released
    package is not what was released. models: the folder of the home's packages.
    """
    entry = in_force(entries, recipe.product)
    if entry is None:
        return under_test(recipe.product, package, ring)
    if package.folder.resolve() != (models / entry.package).resolve():
        return _another(recipe, package, entry)
    check_released(package, entry, ring)
    if entry.shadow_only and recipe.mode is not Mode.SHADOW:
        raise NotReleasedError(
            f"recipe {recipe.name} asks for {recipe.mode.value}, but {entry.package} was validated on another line "
            f'than {recipe.product} and starts there in shadow: set mode = "shadow"; once enough parts went by, '
            f'inspector-app model release {entry.package} --line "{recipe.product}" --leave-shadow'
        )
    shadow = ", in shadow only" if entry.shadow_only else ""
    return (
        f"{entry.package} is released for {recipe.product} by {entry.by} on {entry.at:%Y-%m-%d}{shadow} "
        f"(signed by the key {entry.key})."
    )


def check_released(package: ModelPackage, entry: Entry, ring: KeyRing) -> None:
    """Raises PackageError where a package is not the one that was released, or not signed any more."""
    if package.sha256 != entry.sha256:
        raise PackageError(
            f"{package.folder}: card.json is not the one that was released on {entry.at:%Y-%m-%d} "
            f"({entry.sha256[:12]}, now {package.sha256[:12]})"
        )
    check_signature(package, ring)


def under_test(line: str, package: ModelPackage, ring: KeyRing) -> str:
    """What is said of a package that nobody has released for this line."""
    return f"{package.card.name} is under test: not released for {line} ({signed_by(package, ring)})."


def _another(recipe: Recipe, package: ModelPackage, entry: Entry) -> str:
    if recipe.mode is Mode.AUTO_REJECT:
        raise NotReleasedError(
            f"recipe {recipe.name} drives the gate with {package.folder.name}, but {entry.package} is released for "
            f'{recipe.product}: name that one, release this one, or set mode = "shadow" or "alert"'
        )
    return f"{package.card.name} is under test on {recipe.product} in {recipe.mode.value}; released is {entry.package}."
