"""The recipes of a home, each put to work with its network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from inspector_app import __version__
from inspector_app.bootstrap.known_sets import KnownSetCheck
from inspector_app.bootstrap.mode_at_work import settle_mode
from inspector_app.bootstrap.model_standing import standing_of
from inspector_app.bootstrap.recipe_shelf import RecipeShelf
from inspector_app.bootstrap.second_beside import Afterwards, SecondBeside
from inspector_app.domain.frame import Frame
from inspector_app.domain.part import Inspection, Part, Provenance
from inspector_app.domain.recipe import Mode, Recipe
from inspector_app.inspection.part_inspector import PartInspector, Tools
from inspector_app.inspection.ports import LoadedRecipe, Network, Outputs
from inspector_app.inspection.recipes import RecipeError, check_recipe, load_recipe
from inspector_app.model_packages.package import ModelPackage, PackageError
from inspector_app.records.store import Store
from inspector_app.release.modes import check_ceiling
from inspector_app.settings.home import Home

OpenModel = Callable[[str, Home], tuple[ModelPackage, Network]]
"""Opens a model package by name; the network is warm and its golden answers are right."""


class WorkingRecipe:
    """One recipe with its network (station.ports.RecipeAtWork)."""

    def __init__(
        self,
        inspector: PartInspector,
        reopen: Callable[[], Network],
        model: str,
        drive: Callable[[Mode], None],
        *,
        standing: str,
        known_set: KnownSetCheck,
        sha256: str,
        check_mode: Callable[[Mode], None],
        afterwards: Afterwards = lambda _id, _frames: None,
    ) -> None:
        """afterwards: is given each part when its verdict has left; it must not raise, and returns at once."""
        self._inspector = inspector
        self._reopen = reopen
        self._drive = drive
        self.model = model
        self.standing = standing
        self._known_set = known_set
        self.model_sha256 = sha256
        self._check_mode = check_mode
        self._afterwards = afterwards

    @property
    def recipe(self) -> Recipe:
        """What it judges by."""
        return self._inspector.recipe

    @property
    def blocked(self) -> str:
        """Why the line may not be READY, as a sentence; empty where nothing is in the way."""
        return self._known_set.blocked

    @property
    def details(self) -> str:
        """What exactly is in the way, and what to do."""
        return self._known_set.details

    def check_mode(self, mode: Mode) -> None:
        """Raises ModeError, RecipeError, NotReleasedError or PackageError where it may not do so much."""
        self._check_mode(mode)

    def change_mode(self, mode: Mode) -> None:
        """From the next part on."""
        self._inspector.change_mode(mode)

    def look_again(self) -> None:
        """Somebody may have accepted what was in the way."""
        self._known_set.look_again()

    def inspect(
        self, part: Part, frames: Mapping[str, Frame], *, shift_id: str | None, since: float
    ) -> Inspection:
        """Check, align, detect, judge, record, signal."""
        self._drive(self.recipe.mode)  # not before: a recipe that is ready may still be refused by the line
        inspection = self._inspector.inspect(part, frames, shift_id=shift_id, since=since)
        self._afterwards(inspection.id, frames)
        return inspection

    def reload(self) -> None:
        """Opens the package anew: its files are read, verified and compiled, and its golden answers asked again.

        Raises PackageError or NetworkError, and goes on with what it has.
        """
        self._inspector.change_network(self._reopen())

    def close(self) -> None:
        """Waits for images that are being kept."""
        self._inspector.close()


class HomeRecipes:
    """All recipes of a home by product (station.ports.RecipeBook). Networks stay loaded, so that a change is quick."""

    def __init__(
        self,
        home: Home,
        start: Path,
        store: Store,
        outputs: Outputs,
        *,
        open_model: OpenModel,
        drive: Callable[[Mode], None],
        real_line: bool = False,
        second: SecondBeside | None = None,
    ) -> None:
        """start: the folder of the recipe that the line begins with, and comes back to for its product.

        real_line: a model that is new to it begins in shadow. second: a model that looks at the same parts.
        """
        self._home = home
        self._store = store
        self._outputs = outputs
        self._open_model = open_model
        self._drive = drive
        self._real_line = real_line
        self._second = second
        self._models: dict[str, tuple[ModelPackage, Network]] = {}
        self._shelf = RecipeShelf(home.recipes, start)

    def products(self) -> tuple[str, ...]:
        """What can be inspected."""
        return self._shelf.products()

    def load(self, product: str) -> WorkingRecipe:
        """The recipe of a product, ready.

        Raises RecipeError, PackageError, NetworkError, RecordError, and NotReleasedError where the recipe asks for
        more than the release of its model allows.
        """
        folder = self._shelf.folder(product)
        if folder is None:
            raise RecipeError(f"There is no recipe for {product} in {self._home.recipes}.")
        return self.put_to_work(load_recipe(folder, self._home.path))

    def put_to_work(self, loaded: LoadedRecipe) -> WorkingRecipe:
        """A recipe that is read already, ready; it is kept in the records first."""
        written = loaded.recipe
        package, network = self._model(written.model)
        mode, told = settle_mode(self._store, written, package, real_line=self._real_line)
        recipe = written.model_copy(update={"mode": mode})
        loaded = replace(loaded, recipe=recipe)
        check_recipe(loaded, package.card)
        standing = standing_of(recipe, package, self._home)
        self._store.remember_recipe(recipe)
        self._store.remember_model(package.card.name, package.sha256, package.card.model_dump_json())
        # of the pixels that are compared with: the recipe's files may be replaced while the line runs
        kept = {view: self._store.keep_golden(golden) for view, golden in loaded.goldens.items()}
        tools = Tools(network, package.card.smallest_found_px, self._store, self._outputs)
        afterwards, second_told = (
            self._second.beside(loaded, package) if self._second is not None else (_nothing, "")
        )
        made_by = Provenance(recipe.name, recipe.version, package.card.name, package.sha256, __version__)
        return WorkingRecipe(
            PartInspector(replace(loaded, golden_paths=kept), tools, made_by),
            lambda: self._open_anew(written.model, package),
            package.card.name,
            self._drive,
            standing=" ".join(filter(None, (standing, told, second_told))),
            sha256=package.sha256,
            afterwards=afterwards,
            check_mode=lambda wanted: self._check_mode(replace(loaded, recipe=written), package, wanted),
            known_set=KnownSetCheck(self._shelf.folder(recipe.product), loaded, package, network),
        )

    def _check_mode(self, loaded: LoadedRecipe, package: ModelPackage, wanted: Mode) -> None:
        check_ceiling(loaded.recipe, wanted)
        changed = loaded.recipe.model_copy(update={"mode": wanted})
        check_recipe(replace(loaded, recipe=changed), package.card)
        standing_of(changed, package, self._home)

    def _model(self, name: str) -> tuple[ModelPackage, Network]:
        if name not in self._models:
            self._models[name] = self._open_model(name, self._home)
        return self._models[name]

    def _open_anew(self, name: str, package: ModelPackage) -> Network:
        """Rows name the package by its hash, so another content can't take its place on the way."""
        again, network = self._open_model(name, self._home)
        if again.sha256 != package.sha256:
            raise PackageError(f"{again.folder}: was changed since the recipe was put to work")
        self._models[name] = again, network
        return network


def _nothing(inspection_id: str, frames: Mapping[str, Frame]) -> None:
    """No second model looks at this part."""
