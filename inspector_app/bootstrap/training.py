"""From images to a checkpoint, and from a checkpoint to a package: generated boards, or a plant's own dataset.

A training's folder says which frozen version it learns from (`source.json`), so that a package is never made with the
images of another. Each look at a validation or test part is counted before the images are handed out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from inspector_app.bootstrap.training_permission import Acceptance, Permission, permission
from inspector_app.datasets.parts import Part
from inspector_app.datasets.uses import uses_for_card
from inspector_app.datasets.versions.reading import Version, open_version, read_part
from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.recipes import RECIPE_FILE, read_recipe
from inspector_app.learning.crops.board_crops import CropPlan, write_crops
from inspector_app.learning.crops.files import DATA_YAML
from inspector_app.learning.crops.labelled_crops import LabelledCropPlan, LabelledCrops, write_labelled_crops
from inspector_app.learning.families import OUTLINED, detector
from inspector_app.learning.packages.generated_source import GeneratedSource
from inspector_app.learning.packages.labelled_source import LabelledSource
from inspector_app.learning.packages.sealing import SIZE
from inspector_app.learning.packages.source import PackageSource
from inspector_app.learning.training.folder import family_of, trained_side
from inspector_app.learning.training.plan import TrainingError, TrainingPlan
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home
from inspector_app.settings.whole_files import write_whole

Progress = Callable[[int, int], None]
_SOURCE = "source.json"


class Source(BaseModel):
    """What a training learns from, as its folder says.

    dataset: a frozen version, or None for generated boards. without: classes that it was kept from seeing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    dataset: str | None
    compares: bool = True
    left_out: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    permission: Permission | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """What a dataset's sizes mean: by a recipe of the home, or a figure; without either they stay in px."""

    recipe: str | None = None
    mm_per_px: float | None = None


def draw_crops(work: Path, family: str, plan: CropPlan, progress: Progress | None) -> LabelledCrops:
    """Crops of generated boards, once a training. Raises TrainingError for a family that learns outlines."""
    if family in OUTLINED:
        raise TrainingError(
            f"{family} learns outlines, and generated boards have boxes only; --data names a dataset with outlines"
        )
    _begin(work, Source(dataset=None, without=plan.without))
    data = work / "crops" / DATA_YAML
    if not data.is_file():
        write_crops(work / "crops", plan, progress=progress)
    return LabelledCrops(data, ())


@dataclass(frozen=True, slots=True)
class OwnImages:
    """A plant's images that a training may learn from. allowed: None where it has begun with them before."""

    version: Version
    allowed: Permission | None

    @property
    def has_goldens(self) -> bool:
        """Whether any image has a golden; where some have none, `cut_crops` says which."""
        return any(image.golden for image in self.version.manifest.images.values())


def own_images(home: Home, reference: str, work: Path, acceptance: Acceptance | None) -> OwnImages:
    """A frozen version (NAME or NAME@VERSION), and the permission to train on it.

    acceptance: of the version's open errors. Raises DatasetError where there is no such version, and TrainingError,
    which says all that is missing of the permission; a training that has begun isn't asked again.
    """
    version = open_version(home, reference)
    allowed = permission(home, version, acceptance) if source_told(work) is None else None
    return OwnImages(version, allowed)


def cut_crops(
    work: Path, own: OwnImages, plan: LabelledCropPlan, home: Home, progress: Progress | None
) -> LabelledCrops:
    """Crops of a frozen version's images, once a training. Raises DatasetError or LabelledCropsError."""
    version = own.version
    begun = _begin(
        work,
        Source(
            dataset=version.reference, compares=plan.compares, permission=own.allowed, without=plan.without
        ),
    )
    data = work / "crops" / DATA_YAML
    if data.is_file():
        return LabelledCrops(data, begun.left_out)
    train, validation = (
        read_part(home, version, part, purpose="train", model=work.name)
        for part in (Part.TRAIN, Part.VALIDATION)
    )
    crops = write_labelled_crops(work / "crops", train, validation, plan, progress=progress)
    keep_source(work, begun.model_copy(update={"left_out": crops.left_out}))
    return crops


def source_of(
    work: Path, boards: GeneratedSource, scale: Scale, home: Home, figures: DatasetFigures
) -> PackageSource:
    """The images of a training's package: of the version that it learnt from, else generated boards."""
    side = input_side_of(work)
    begun = source_told(work)
    if begun is None or begun.dataset is None:
        return replace(boards, side=side, without=begun.without if begun is not None else ())
    version = open_version(home, begun.dataset)
    images = version_source(home, version, scale, figures, Asking("quantize", work.name))
    left_off = begun.without
    return replace(
        images,
        train=images.train.without(left_off),
        validation=images.validation.without(left_off),
        test=images.test.without(left_off),
        side=side,
        identity={
            **(images.identity or {}),
            **_allowed(begun),
            **({"without": list(left_off)} if left_off else {}),
        },
        compares=begun.compares,
        outlined=family_of(work) in OUTLINED,
    )


@dataclass(frozen=True, slots=True)
class Asking:
    """Who looks at the parts of a version, for which model; each look is counted under these names."""

    purpose: str
    model: str


def version_source(
    home: Home, version: Version, scale: Scale, figures: DatasetFigures, asking: Asking
) -> LabelledSource:
    """The images of a version for making a package, the vault left shut; their use is counted now."""
    own = _recipe(scale, home)
    train, validation, test = (
        read_part(home, version, part, purpose=asking.purpose, model=asking.model)
        for part in (Part.TRAIN, Part.VALIDATION, Part.TEST)
    )
    uses = uses_for_card(version.folder.parent, version.manifest.number, figures)
    return LabelledSource(
        name=version.reference,
        train=train,
        validation=validation,
        test=test,
        side=SIZE,
        mm_per_px=scale.mm_per_px or (own.views[0].mm_per_px if own is not None else 1.0),
        own=own,
        identity={"content": version.manifest.content, **uses},
    )


def input_side_of(work: Path) -> int:
    """Px of a side of the input of a training's package, as its family asks. Raises TrainingError."""
    return detector(family_of(work)).input_side(trained_side(work) or TrainingPlan(work, work).size)


def learns_from(work: Path) -> str | None:
    """The frozen version that a training learns from; None: generated boards. Raises TrainingError."""
    begun = source_told(work)
    return begun.dataset if begun is not None else None


def sees_goldens(work: Path) -> bool:
    """Whether a training's network sees goldens beside images. Raises TrainingError."""
    begun = source_told(work)
    return begun is None or begun.compares


def _allowed(begun: Source) -> dict[str, Any]:
    """What a card says of the permission; trainings of before there was one have none."""
    return {} if begun.permission is None else {"permission": begun.permission.model_dump(mode="json")}


def _recipe(scale: Scale, home: Home) -> Recipe | None:
    return None if scale.recipe is None else read_recipe(home.recipes / scale.recipe / RECIPE_FILE)


def _begin(work: Path, wanted: Source) -> Source:
    """What this training learns from; refused where it began with something else."""
    begun = source_told(work)
    if begun is None:
        work.mkdir(parents=True, exist_ok=True)
        begun = wanted
        keep_source(work, begun)
    if (begun.dataset, begun.compares, begun.without) != (wanted.dataset, wanted.compares, wanted.without):
        learnt_from = begun.dataset or "generated boards"
        missing = f" without {', '.join(begun.without)}" if begun.without else ""
        beside = "beside goldens" if begun.compares else "the image alone"
        raise TrainingError(
            f"the training {work.name} learns from {learnt_from}{missing}, {beside}; "
            "give another training another name"
        )
    return begun


def source_told(work: Path) -> Source | None:
    """What a training said of itself; None where it said nothing. Raises TrainingError for a damaged file."""
    path = work / _SOURCE
    if not path.is_file():
        return None
    try:
        return Source.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise TrainingError(f"{path}: damaged; remove the folder {work} and train again") from error


def keep_source(work: Path, source: Source) -> None:
    """Whole or not at all."""
    write_whole(work / _SOURCE, source.model_dump_json(indent=1).encode() + b"\n")
