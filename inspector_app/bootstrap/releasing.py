"""Releasing a package for a product line, taking it back, and letting it out of shadow."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from inspector_app.bootstrap.kept_evaluations import as_evidence, newest_evaluation
from inspector_app.bootstrap.line_recipes import (
    Change,
    prepare_changes,
    prepare_return,
    recipes_of,
    severities,
)
from inspector_app.bootstrap.release_measuring import measure_here
from inspector_app.datasets.catalogue.keeping import plant_severities
from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.ports import LoadedRecipe
from inspector_app.inspection.recipes import load_recipe
from inspector_app.model_packages.moving import copy_package, folder_name
from inspector_app.model_packages.package import ModelPackage, PackageError, open_package
from inspector_app.model_packages.plant_keys import KeyRing
from inspector_app.model_packages.private_keys import load_private, private_folder
from inspector_app.model_packages.shelf import find_package, package_folders
from inspector_app.model_packages.signing import SIGNATURE, check_signature, read_signature, sign_package
from inspector_app.records.model_runs import model_runs
from inspector_app.records.release_history import ReleaseHistory
from inspector_app.release.gates import MachineFigures, judge_gates
from inspector_app.release.history import FIRST, Entry, GateSaid, RecipeBefore, in_force, standing
from inspector_app.release.permission import NotReleasedError, check_released
from inspector_app.release.readiness import Readiness, Waiver
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings

Measure = Callable[[ModelPackage, Home, LoadedRecipe | None], MachineFigures]


@dataclass(frozen=True, slots=True)
class Who:
    """Who does it, and why; nobody signs in yet, so the name is what was typed."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Released:
    """What was done: the new entry of the history, and the recipes put over with their new versions."""

    entry: Entry
    recipes: Mapping[str, int]


class ReleaseDesk:
    """The releases of one home."""

    def __init__(self, home: Home, settings: Settings, measure: Measure | None = None) -> None:
        """measure: what is measured on this machine; else really measured."""
        self._home = home
        self._settings = settings
        self._measure = measure or measure_here
        self._history = ReleaseHistory(home.releases)
        self._ring = KeyRing(home.keys)

    def examine(self, model: str, line: str, waiver: Waiver | None = None) -> tuple[ModelPackage, Readiness]:
        """The package and what the gates say of it for this line, measured now.

        Raises PackageError, and EvaluationError where its newest evaluation can't be read.
        """
        package = find_package(model, package_folders(self._home.models))
        recipes = recipes_of(self._home, line)
        loaded = self._timed_recipe(package, recipes)
        measured = self._measure(package, self._home, loaded)
        kept = newest_evaluation(self._home, package)
        judged = judge_gates(
            package.card,
            severities(recipes, plant_severities(self._home)),
            measured,
            self._settings,
            as_evidence(kept) if kept is not None else None,
            called=model,
        )
        return package, Readiness(judged.gates, waiver, judged.basis)

    def release(
        self, package: ModelPackage, line: str, readiness: Readiness, who: Who, recipes: Sequence[str] = ()
    ) -> Released:
        """Signs a copy of the package and enters it; recipes: those that are put over to it.

        Raises NotReleasedError where a gate is in the way, and what packages, keys and recipes refuse with; nothing
        is released then.
        """
        if not readiness.ready:
            raise NotReleasedError(readiness.sentence)
        shadow = line not in package.card.validated_on
        folder = f"{folder_name(package.card.name)}-{package.sha256[:8]}"
        changes = prepare_changes(self._home, recipes, line, folder, package.card, shadow=shadow)
        signed, key = self._signed_copy(package, folder)
        entry = self._entry("release", line, signed, key, who).model_copy(
            update={
                "shadow_only": shadow,
                "qa_lead": readiness.waiver.qa_lead if readiness.waiver and readiness.waived else None,
                "waiver": readiness.waiver.reason if readiness.waiver and readiness.waived else None,
                "gates": tuple(GateSaid(name=g.name, passed=g.passed, said=g.said) for g in readiness.gates),
                "recipes": {name: change.was for name, change in changes.items()},
            }
        )
        return self._enter(entry, changes)

    def roll_back(self, line: str, who: Who) -> Released:
        """The release before is in force again, and the recipes that were put over are as they were."""
        stack = standing(self._history.entries(), line)
        if len(stack) < 2:
            raise NotReleasedError(f"{line} has no release before this one to go back to")
        now, before = stack[-1], stack[-2]
        package = open_package(self._home.models / before.package)
        check_released(package, before, self._ring)
        on_it = self._still_on(now)
        changes = prepare_return(
            self._home, on_it, line, before.package, package.card, shadow=before.shadow_only
        )
        entry = self._entry("rollback", line, package, before.key, who)
        return self._enter(entry.model_copy(update={"shadow_only": before.shadow_only}), changes)

    def leave_shadow(self, model: str, line: str, who: Who) -> Released:
        """The released package may do more than record, once enough parts of this line went by in shadow."""
        entry = in_force(self._history.entries(), line)
        if entry is None or not entry.shadow_only or model not in {entry.package, entry.model}:
            raise NotReleasedError(f"{model} is not held in shadow on {line}")
        seen = sum(run.inspections for run in model_runs(self._home, entry.sha256) if run.line == line)
        if seen < self._settings.release_shadow_parts:
            raise NotReleasedError(
                f"{entry.package} has inspected {seen} parts of {line} so far; "
                f"{self._settings.release_shadow_parts} are needed before it may leave the shadow"
            )
        package = open_package(self._home.models / entry.package)
        check_released(package, entry, self._ring)
        said = Who(who.by, f"{who.reason} (after {seen} parts in shadow)")
        return self._enter(self._entry("out of shadow", line, package, entry.key, said), {})

    def _timed_recipe(self, package: ModelPackage, recipes: Mapping[str, Recipe]) -> LoadedRecipe | None:
        """The recipe of the line with the least time a view; by rules for other classes nothing can be timed."""
        usable = {name: one for name, one in recipes.items() if set(one.classes) == set(package.card.classes)}
        if not usable:
            return None
        tightest = min(usable, key=lambda name: usable[name].deadline_ms / len(usable[name].views))
        return load_recipe(self._home.recipes / tightest, self._home.path)

    def _still_on(self, entry: Entry) -> dict[str, RecipeBefore]:
        """Recipes that this release put over and nobody has changed to another model since."""
        there = recipes_of(self._home, entry.line)
        return {
            name: was
            for name, was in entry.recipes.items()
            if name in there and there[name].model == entry.package
        }

    def _signed_copy(self, package: ModelPackage, folder: str) -> tuple[ModelPackage, str]:
        """Released packages have folders of their own, which no training writes over.

        One that came signed by a key of the plant keeps that signature: no private half is needed then.
        """
        sign = self._signer(package)
        target = self._home.models / folder
        copied = open_package(target) if target.exists() else copy_package(package, target)
        if copied.sha256 != package.sha256:
            raise PackageError(f"{target}: holds another package than {package.folder}")
        if self._wants_signature(copied):
            sign(copied)
        return copied, check_signature(copied, self._ring).id

    def _wants_signature(self, copied: ModelPackage) -> bool:
        """Unsigned, or by a key that was revoked: whoever releases the same content again signs it anew."""
        signature = read_signature(copied)
        key = self._ring.get(signature.key) if signature is not None else None
        return signature is None or (key is not None and key.revoked is not None)

    def _signer(self, source: ModelPackage) -> Callable[[ModelPackage], None]:
        """What puts a signature into a copy; raises where that can't be done, before anything is copied."""
        if read_signature(source) is not None:
            check_signature(source, self._ring)
            return lambda copied: _copy_signature(source, copied)
        key = self._ring.current()
        private = load_private(private_folder(), key)
        return lambda copied: sign_package(copied, key, private)

    def _entry(self, kind: str, line: str, package: ModelPackage, key: str, who: Who) -> Entry:
        return Entry.model_validate(
            {
                "number": 1,
                "at": datetime.now(UTC).replace(microsecond=0),
                "kind": kind,
                "line": line,
                "package": package.folder.name,
                "model": package.card.name,
                "sha256": package.sha256,
                "key": key,
                "by": who.by,
                "reason": who.reason,
                "shadow_only": False,
                "previous": FIRST,
            }
        )

    def _enter(self, draft: Entry, changes: Mapping[str, Change]) -> Released:
        entry = self._history.add(draft)
        for change in changes.values():
            change.write()
        return Released(entry, {name: change.version for name, change in changes.items()})


def _copy_signature(source: ModelPackage, target: ModelPackage) -> None:
    part = target.folder / f"{SIGNATURE}.part"
    shutil.copyfile(source.folder / SIGNATURE, part)
    part.replace(target.folder / SIGNATURE)
