"""What an evaluation runs over: fresh boards, a folder of labelled images, or a part of a frozen dataset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inspector_app.boards import DEFECT_CODES, held_out_product
from inspector_app.datasets.formats.known import read_folder
from inspector_app.datasets.labelled import Dataset
from inspector_app.datasets.parts import Part
from inspector_app.datasets.store import is_dataset, read_dataset
from inspector_app.datasets.uses import count_uses, too_many
from inspector_app.datasets.vault.opening import open_vault
from inspector_app.datasets.versions.reading import Version, open_version, read_part
from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.recipes import RECIPE_FILE, read_recipe
from inspector_app.learning.evaluation import EvaluationError, check_count, evaluation_recipe
from inspector_app.learning.known_images import KnownImage, board_images
from inspector_app.learning.labelled_images import known_images, labelled_recipe, measurable
from inspector_app.model_packages.card import PLANES, Card
from inspector_app.settings.home import Home
from inspector_app.settings.settings_file import load_settings
from inspector_app.validation.content import DataIdentity


@dataclass(frozen=True, slots=True)
class LabelledData:
    """Labelled images to measure on.

    where: a folder in any format that there is, or NAME or NAME@VERSION of a frozen dataset, of which `part` is
    measured. recipe: the home's recipe whose tolerances and scale count; mm_per_px: the scale where no recipe says.
    iou: how far a finding must overlap a label; labels that were drawn loosely need less.
    """

    where: Path
    part: Part = Part.VAULT
    recipe: str | None = None
    mm_per_px: float | None = None
    iou: float = 0.5


@dataclass(frozen=True, slots=True)
class EvaluatedImages:
    """What is examined, to be gone through once; what it is; and the recipe that it is judged by."""

    known: Iterable[KnownImage]
    identity: DataIdentity
    recipe: Recipe


def fresh_boards(count: int, seed: int, card: Card) -> EvaluatedImages:
    """Boards of the generator. Raises EvaluationError for a model of other defects."""
    check_count(count)
    check_board_classes(card)
    what = f"{count:,} fresh boards of products that no training saw, half of them good, seed {seed}"
    identity = DataIdentity(kind="generated boards", description=what, images=count, unit="mm")
    return EvaluatedImages(board_images(count, seed, held_out_product), identity, evaluation_recipe(card))


def check_board_classes(card: Card) -> None:
    """Raises EvaluationError for a model that finds what no generated board has."""
    other = sorted(set(card.classes) - set(DEFECT_CODES))
    if other:
        raise EvaluationError(
            f"{card.name} finds {', '.join(other)}, which no generated board has; measure it on labelled images: --data"
        )


def labelled_images(data: LabelledData, card: Card, home: Home) -> EvaluatedImages:
    """Images with their labels and goldens. Raises DatasetError, EvaluationError or RecipeError in words."""
    own = None if data.recipe is None else read_recipe(home.recipes / data.recipe / RECIPE_FILE)
    recipe = labelled_recipe(card, own)
    name, dataset, notes = _dataset(data, card, home)
    chosen = measurable(dataset, name, compares=card.input.channels == PLANES)
    scale = data.mm_per_px or (own.views[0].mm_per_px if own is not None else None)
    judged = f"tolerances of recipe {own.name} v{own.version}" if own else "every labelled defect counts"
    identity = DataIdentity(
        kind="labelled images",
        description=f"{len(chosen.images):,} labelled images of {name}; {judged}",
        images=len(chosen.images),
        unit="px" if scale is None else "mm",
        iou=data.iou,
        not_measured=chosen.not_measured,
        notes=(*_unknown_classes(dataset, card), *notes),
    )
    known = known_images(chosen.images, recipe.tolerances_mm, scale or 1.0, data.iou)
    return EvaluatedImages(known, identity, recipe)


def _dataset(data: LabelledData, card: Card, home: Home) -> tuple[str, Dataset, tuple[str, ...]]:
    """The name for people, the images, and a sentence where they were used too often."""
    folder = data.where
    if is_dataset(folder):
        return folder.name, read_dataset(folder), ()
    if folder.is_dir():
        return folder.name, read_folder(folder)[1], ()
    version = open_version(home, str(data.where))
    dataset = _part_of(version, data.part, card, home)
    uses = count_uses(version.folder.parent, version.manifest.number)
    warnings = too_many({data.part: uses.get(data.part, 0)}, load_settings(home).settings)
    return f"the {data.part} part of {version.reference}", dataset, warnings


def _part_of(version: Version, part: Part, card: Card, home: Home) -> Dataset:
    if part is Part.VAULT:
        return open_vault(home, version, model=card.name, by="evaluate")
    return read_part(home, version, part, purpose="evaluate", model=card.name)


def _unknown_classes(dataset: Dataset, card: Card) -> tuple[str, ...]:
    """Labels of classes that the model was never taught: no recall of theirs is asked for, but bad they are."""
    codes = {label.defect_class for image in dataset.images for label in image.labels} - set(card.classes)
    if not codes:
        return ()
    images = sum(any(label.defect_class in codes for label in image.labels) for image in dataset.images)
    return (
        f"{images:,} images hold defects that the model does not know ({', '.join(sorted(codes))}): they make a part "
        "bad and are in the confusion matrix, but have no recall of their own.",
    )
