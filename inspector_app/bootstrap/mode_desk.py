"""The mode of the model of a home: looked at beside the line, changed through it, or in its records where none runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from inspector_app.bootstrap.line_process import line_runs
from inspector_app.bootstrap.model_standing import standing_of
from inspector_app.bootstrap.recipe_shelf import RecipeShelf
from inspector_app.bootstrap.running_line import heard_state, said_to_line
from inspector_app.bootstrap.sources import DeviceSource, SourceError, source_of
from inspector_app.domain.messages import SetMode
from inspector_app.domain.mode import STEPS, ModeChange, ModeEvidence, is_above, next_above
from inspector_app.domain.part import new_id
from inspector_app.domain.recipe import Mode, Recipe
from inspector_app.inspection.recipes import RECIPE_FILE, RecipeError, read_recipe
from inspector_app.model_packages.package import ModelPackage
from inspector_app.model_packages.shelf import find_package, package_folders
from inspector_app.quality.gates import Gate
from inspector_app.quality.mode_conditions import judge_conditions
from inspector_app.quality.watch import WatchItem, watch_answers, watch_retraining
from inspector_app.records.mode_reader import ModeReader
from inspector_app.records.store import Store
from inspector_app.release.mode_standing import ModeStanding
from inspector_app.release.modes import ModeError, check_ceiling, first_mode, mode_at_work
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings

NOBODY = "not named"


class ModeDesk:
    """For the command line and the window's workers. Every refusal is an error whose message is a sentence."""

    def __init__(self, home: Home, settings: Settings) -> None:
        self._home, self._settings = home, settings

    def show(self, recipe: str | None = None) -> ModeStanding:
        """How the model stands; recipe: a folder of the home, else what runs, else the setting's."""
        written = self._recipe(recipe)
        package = find_package(written.model, package_folders(self._home.models))
        line, sha256 = written.product, package.sha256
        if not self._home.database.exists():
            mode = first_mode(written, real_line=self._real_line, last_run=None)
            return self._standing(written, package, mode, [], None)
        with ModeReader(self._home) as reader:
            history = reader.history(line, sha256)
            if not history:
                mode = first_mode(written, real_line=self._real_line, last_run=None)
                return self._standing(written, package, mode, [], None)
            mode = mode_at_work(written, history[0])
            evidence = reader.evidence(line, sha256, mode, history[0].at)
        return self._standing(written, package, mode, history, evidence)

    def watch(self, recipe: str | None = None) -> list[WatchItem]:
        """Whether the model keeps its limits by the newest settled answers, and whether retraining is due."""
        written = self._recipe(recipe)
        package = find_package(written.model, package_folders(self._home.models))
        now = datetime.now(UTC)
        with ModeReader(self._home) as reader:
            since = now - timedelta(days=self._settings.watch_days)
            counts = reader.settled(written.product, package.sha256, since)
        return [
            *watch_answers(counts, self._settings),
            watch_retraining(package.card.created, now, self._settings),
        ]

    def up(self, by: str, reason: str, recipe: str | None = None) -> ModeStanding:
        """One step up; raises ModeError with every condition that is not met, or what the line refuses with."""
        standing = self.show(recipe)
        wanted = standing.next
        if wanted is None or not standing.may_go_up:
            raise ModeError(standing.sentence)
        self._change(standing, wanted, by, reason)
        return self.show(recipe)

    def down(self, to: Mode | None, by: str, reason: str, recipe: str | None = None) -> ModeStanding:
        """Down to this mode, else one step; no condition is asked. Raises ModeError where it is no way down."""
        running = heard_state(self._home) if recipe is None else None
        if running is not None:  # nothing is counted first: it acts from the next part on
            self._tell_down(running.mode, to, by, reason)
            return self.show()
        standing = self.show(recipe)
        wanted = to or STEPS[max(0, STEPS.index(standing.mode) - 1)]
        if not is_above(standing.mode, wanted):
            raise ModeError(f"{standing.model} is in {standing.mode.value} on {standing.line} already.")
        self._change(standing, wanted, by, reason)
        return self.show(recipe)

    def _tell_down(self, mode: Mode, to: Mode | None, by: str, reason: str) -> None:
        wanted = to or STEPS[max(0, STEPS.index(mode) - 1)]
        if not is_above(mode, wanted):
            raise ModeError(f"The line is in {mode.value} already.")
        said_to_line(self._home, SetMode(command_id=new_id(), mode=wanted, person=by, reason=reason))

    @property
    def _real_line(self) -> bool:
        try:
            return isinstance(source_of(self._settings, self._home), DeviceSource)
        except SourceError:
            return False

    def _recipe(self, name: str | None) -> Recipe:
        start = self._home.recipes / (name or self._settings.recipe)
        running = heard_state(self._home) if name is None else None
        if running is None:
            return read_recipe(start / RECIPE_FILE)
        folder = RecipeShelf(self._home.recipes, start).folder(running.product)
        if folder is None:
            raise RecipeError(f"There is no recipe for {running.product} in {self._home.recipes}.")
        return read_recipe(folder / RECIPE_FILE)

    def _standing(
        self, recipe: Recipe, package: ModelPackage, mode: Mode, history: list[ModeChange],
        evidence: ModeEvidence | None,
    ) -> ModeStanding:  # fmt: skip
        wanted = next_above(mode)
        counted = evidence or ModeEvidence(
            line=recipe.product, model_sha256=package.sha256, mode=mode, since=datetime.now(UTC)
        )
        gates: list[Gate] = judge_conditions(counted, self._settings) if wanted is not None else []
        return ModeStanding(
            line=recipe.product,
            recipe=recipe.name,
            allows=recipe.mode,
            model=package.card.name,
            model_sha256=package.sha256,
            mode=mode,
            gates=gates,
            obstacle=self._obstacle(recipe, package, wanted) if wanted is not None else "",
            history=history,
            evidence=counted,
        )

    def _obstacle(self, recipe: Recipe, package: ModelPackage, wanted: Mode) -> str:
        try:
            check_ceiling(recipe, wanted)
            standing_of(recipe.model_copy(update={"mode": wanted}), package, self._home)
        except Exception as error:  # of recipe, release, keys, history: each says what it has against it
            return str(error)
        return ""

    def _change(self, standing: ModeStanding, wanted: Mode, by: str, reason: str) -> None:
        command = SetMode(
            command_id=new_id(), mode=wanted, person=by, reason=reason, evidence=standing.evidence
        )
        if line_runs(self._home):
            said_to_line(self._home, command)
            return
        with Store.open(self._home, self._settings) as store:
            store.keep_mode(
                ModeChange(
                    standing.line, standing.model, standing.model_sha256, wanted, by, reason, datetime.now(UTC),
                    tuple(f"{gate.name}: {gate.said}" for gate in standing.gates)
                    if is_above(wanted, standing.mode) else (),
                )
            )  # fmt: skip
