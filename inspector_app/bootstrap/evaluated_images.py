"""What an evaluation runs over: fresh boards, a folder of labelled images, or a part of a frozen dataset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector_app.boards import DEFECT_CODES, held_out_product
from inspector_app.datasets.catalogue.keeping import plant_severities
from inspector_app.datasets.formats.known import read_folder
from inspector_app.datasets.labelled import Dataset
from inspector_app.datasets.parts import Part
from inspector_app.datasets.store import is_dataset, read_dataset
from inspector_app.datasets.uses import count_uses, too_many
from inspector_app.datasets.vault.opening import open_vault
from inspector_app.datasets.versions.reading import Version, open_version, read_part
from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.recipes import RECIPE_FILE, read_recipe
from inspector_app.learning.evaluating.evaluation import EvaluationError, check_count, evaluation_recipe
from inspector_app.learning.evaluating.known_images import KnownImage, board_images
from inspector_app.learning.evaluating.labelled_images import known_images, labelled_recipe, measurable
from inspector_app.model_packages.card import OUTLINES, PLANES, Card
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

    @property
    def from_vault(self) -> bool:
        """Whether the images are those that only evaluations open."""
        return self.part is Part.VAULT and not self.where.is_dir()


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
    identity = DataIdentity(kind="generated boards", description=what, images=count, unit="mm", unseen=True)
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
    return shared_images(data, (card,), home)


def shared_images(data: LabelledData, cards: Sequence[Card], home: Home) -> EvaluatedImages:
    """The same for several models, in one use of the part: what all of them can be shown. The recipe is the first's."""
    own = own_recipe(data, home)
    recipes = [labelled_recipe(card, own, plant_severities(home)) for card in cards]
    name, dataset, notes = _dataset(data, ", ".join(card.name for card in cards), home)
    compares = any(card.input.channels == PLANES for card in cards)
    chosen = measurable(dataset, name, compares=compares)
    scale = data.mm_per_px or (own.views[0].mm_per_px if own is not None else None)
    judged = f"tolerances of recipe {own.name} v{own.version}" if own else "every labelled defect counts"
    identity = DataIdentity(
        kind="labelled images",
        description=f"{len(chosen.images):,} labelled images of {name}; {judged}",
        images=len(chosen.images),
        unit="px" if scale is None else "mm",
        iou=data.iou,
        not_measured=chosen.not_measured,
        notes=(*_unknown_classes(dataset, cards), *notes),
        unseen=data.from_vault,
    )
    tolerances = {code: limit for recipe in recipes for code, limit in recipe.tolerances_mm.items()}
    known = known_images(
        chosen.images,
        tolerances,
        scale or 1.0,
        data.iou,
        # sizes by outlines and sizes by boxes can't be told from each other in one table: boxes count for all then
        outlined=all(card.gives == OUTLINES for card in cards),
        tolerances_mm2=recipes[0].tolerances_mm2,
        quality=recipes[0].quality,
    )
    return EvaluatedImages(known, identity, recipes[0])


def own_recipe(data: LabelledData, home: Home) -> Recipe | None:
    """The plant's own, where one was named. Raises RecipeError."""
    return None if data.recipe is None else read_recipe(home.recipes / data.recipe / RECIPE_FILE)


def _dataset(data: LabelledData, models: str, home: Home) -> tuple[str, Dataset, tuple[str, ...]]:
    """The name for people, the images, and a sentence where they were used too often."""
    folder = data.where
    if is_dataset(folder):
        return folder.name, read_dataset(folder), ()
    if folder.is_dir():
        return folder.name, read_folder(folder)[1], ()
    version = open_version(home, str(data.where))
    dataset = _part_of(version, data.part, models, home)
    uses = count_uses(version.folder.parent, version.manifest.number)
    warnings = too_many({data.part: uses.get(data.part, 0)}, load_settings(home).settings)
    return f"the {data.part} part of {version.reference}", dataset, warnings


def _part_of(version: Version, part: Part, models: str, home: Home) -> Dataset:
    if part is Part.VAULT:
        return open_vault(home, version, model=models, by="evaluate")
    return read_part(home, version, part, purpose="evaluate", model=models)


def _unknown_classes(dataset: Dataset, cards: Sequence[Card]) -> tuple[str, ...]:
    """A sentence a model that was never taught some class: no recall of it is asked for, but bad its parts are."""
    notes = []
    for card in cards:
        codes = {label.defect_class for image in dataset.images for label in image.labels} - set(card.classes)
        images = sum(any(label.defect_class in codes for label in image.labels) for image in dataset.images)
        who = "the model" if len(cards) == 1 else card.name
        if codes:
            notes.append(
                f"{images:,} images hold defects that {who} does not know ({', '.join(sorted(codes))}): they make a "
                "part bad and are in the confusion matrix, but have no recall of their own."
            )
    return tuple(notes)
