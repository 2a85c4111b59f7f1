"""The recipe, package and network that a `recipe known-set` command works with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector_app.inspection.ports import LoadedRecipe, Network
    from inspector_app.model_packages.package import ModelPackage
    from inspector_app.settings.home import Home


@dataclass(frozen=True, slots=True)
class OpenedRecipe:
    """A recipe of the home with its network, as the line would use it."""

    folder: Path
    loaded: LoadedRecipe
    package: ModelPackage
    network: Network


def opened_recipe(home: Home, name: str) -> OpenedRecipe:
    """Raises RecipeError, PackageError or NetworkError, which say what is off."""
    from inspector_app.bootstrap.models import open_model
    from inspector_app.inspection.recipes import check_recipe, load_recipe

    folder = home.recipes / name
    loaded = load_recipe(folder, home.path)
    package, network = open_model(loaded.recipe.model, home)
    check_recipe(loaded, package.card)
    return OpenedRecipe(folder, loaded, package, network)
