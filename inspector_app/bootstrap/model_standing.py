"""Whether a package is released for what it is about to do, by the home's history and keys."""

from __future__ import annotations

from inspector_app.domain.recipe import Recipe
from inspector_app.model_packages.package import ModelPackage, open_package
from inspector_app.model_packages.plant_keys import KeyRing
from inspector_app.records.release_history import ReleaseHistory
from inspector_app.release.history import in_force, lines
from inspector_app.release.permission import check_released, permit
from inspector_app.settings.home import Home


def standing_of(recipe: Recipe, package: ModelPackage, home: Home) -> str:
    """A sentence for the bench; raises what `permit` refuses with, HistoryError and PlantKeyError."""
    entries = ReleaseHistory(home.releases).entries()
    return permit(recipe, package, entries, KeyRing(home.keys), home.models)


def check_releases(home: Home) -> str:
    """Every release in force is the signed package that it was; raises with the first that is not."""
    entries, ring = ReleaseHistory(home.releases).entries(), KeyRing(home.keys)
    in_use = [entry for line in lines(entries) if (entry := in_force(entries, line))]
    for entry in in_use:
        check_released(open_package(home.models / entry.package), entry, ring)
    said = ", ".join(f"{entry.package} for {entry.line}" for entry in in_use)
    return said or "none: every package is under test"
