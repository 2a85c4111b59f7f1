"""Asks the station about every image of a known set, by the code of the hot path."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from inspector_app.imaging import ImageError, read_image
from inspector_app.inspection.examine import rules_of
from inspector_app.inspection.examiners import Examiner, new_examiner
from inspector_app.inspection.judge import judge_views
from inspector_app.inspection.known_set import (
    FOLDER,
    Kind,
    KnownImage,
    KnownSet,
    KnownSetError,
    Said,
    contradicts,
)
from inspector_app.inspection.ports import LoadedRecipe, Network
from inspector_app.inspection.stages import StageTimes


class KnownSetAsker:
    """One recipe with its network; an examiner a view is made when it is first needed."""

    def __init__(
        self, loaded: LoadedRecipe, network: Network, smallest_found_px: Mapping[str, float]
    ) -> None:
        self._loaded = loaded
        self._network = network
        self._found_px = smallest_found_px
        self._examiners: dict[str, Examiner] = {}

    def ask(self, path: Path, view: str) -> Said:
        """What is said of one image. Raises KnownSetError for a file that is no image, or a view that isn't there."""
        examiner = self._examiner(path, view)
        try:
            examined = examiner.examine(read_image(path), StageTimes())
        except ImageError as error:
            raise KnownSetError(f"{path}: {error}") from error
        problems = [] if examined.problem is None else [examined.problem]
        verdict = judge_views(examined.findings, problems, self._loaded.recipe)
        found = tuple(sorted(one.defect_class for one in examined.findings))
        return Said(outcome=verdict.outcome, rule=verdict.rule.value, found=found)

    def ask_all(self, recipe_folder: Path, known: KnownSet) -> dict[str, Said]:
        """What is said of every image, by file."""
        return {
            image.file: self.ask(recipe_folder / FOLDER / image.file, image.view) for image in known.images
        }

    def _examiner(self, path: Path, view: str) -> Examiner:
        if view not in self._examiners:
            views = {one.name: one for one in self._loaded.recipe.views}
            if view not in views:
                raise KnownSetError(f"{path}: the recipe has no view {view}, only {', '.join(views)}")
            golden = self._loaded.goldens[view]
            rules = rules_of(views[view], self._loaded.recipe, golden, self._network, self._found_px)
            taught = self._loaded.taught.get(view)
            self._examiners[view] = new_examiner(views[view], golden, rules, self._network, taught)
        return self._examiners[view]


def add_image(
    known: KnownSet, recipe_folder: Path, source: Path, *, view: str, kind: Kind, asker: KnownSetAsker
) -> tuple[KnownSet, KnownImage, Said]:
    """Copies an image into the known set and asks about it.

    The answer is accepted at once where it fits what the image is; else the line waits for somebody's acceptance.
    Raises KnownSetError for a file that is no image, or is in the set already.
    """
    said = asker.ask(source, view)
    content = source.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    for image in known.images:
        if image.sha256 == digest and image.view == view:
            raise KnownSetError(f"{source}: is in the known set already, as {image.file}")
    image = KnownImage(
        file=f"{len(known.images) + 1:03}-{kind}{source.suffix.lower()}",
        view=view,
        kind=kind,
        sha256=digest,
        accepted=None if contradicts(kind, said) else said,
    )
    target = recipe_folder / FOLDER / image.file
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.write_bytes(content)
    part.replace(target)
    return known.model_copy(update={"images": (*known.images, image)}), image, said
