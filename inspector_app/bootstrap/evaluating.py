"""One evaluation from end to end: networks opened, images examined, everything kept in a folder where asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inspector_app.bootstrap.evaluated_images import (
    EvaluatedImages,
    LabelledData,
    fresh_boards,
    labelled_images,
)
from inspector_app.bootstrap.kept_evaluations import keep_evaluation
from inspector_app.bootstrap.models import open_model, open_reference
from inspector_app.bootstrap.this_machine import machine_in_words
from inspector_app.datasets.new_folder import new_folder
from inspector_app.domain.costs import CostMatrix
from inspector_app.domain.recipe import Recipe
from inspector_app.inspection.ports import Network
from inspector_app.learning.evaluating.against import paired_rows
from inspector_app.learning.evaluating.evaluation import EvaluationError, evaluation_recipe, run_images
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.figures import Figures, figures_of, mean_average_precision
from inspector_app.learning.evaluating.folder import write_evaluation
from inspector_app.learning.evaluating.labelled_images import labelled_recipe
from inspector_app.learning.evaluating.matching import match
from inspector_app.learning.evaluating.measuring import Subject, evaluation_of
from inspector_app.learning.evaluating.outline_figures import outline_figures
from inspector_app.learning.evaluating.pictures import OTHER_BOX, PictureBook
from inspector_app.model_packages.card import Card
from inspector_app.model_packages.package import ModelPackage
from inspector_app.settings.home import Home
from inspector_app.validation.content import Against, Evaluation, ModelIdentity

Progress = Callable[[int, int], None]
_MANY = 0.2
"""Share of missed defects that may lie under a box of another size before the report speaks of it."""


@dataclass(frozen=True, slots=True)
class EvaluationPlan:
    """What to measure: fresh boards, or labelled images; beside which other package; where it is kept.

    reference: measure the floating-point network in place of INT8. out: a new folder for everything, pictures too.
    """

    model: str
    boards: int = 2000
    seed: int = 1
    data: LabelledData | None = None
    against: str | None = None
    reference: bool = False
    costs: CostMatrix | None = None
    out: Path | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """The evaluation, and the same figures as scripts have always read them.

    kept: where the home keeps it for releases; not_kept: why it could not. outlines: as of `outline_figures`.
    """

    evaluation: Evaluation
    figures: Figures
    outlines: Mapping[str, Any] = field(default_factory=dict)
    kept: Path | None = None
    not_kept: str = ""


@dataclass(frozen=True, slots=True)
class _Opened:
    """The networks that are measured together: the package's own first, then its reference, then the other's."""

    package: ModelPackage
    networks: tuple[Network, ...]
    with_reference: bool
    other: ModelPackage | None


def evaluate(plan: EvaluationPlan, home: Home, progress: Progress | None = None) -> Measured:
    """Runs the plan. Raises EvaluationError, DatasetError, RecipeError, PackageError or NetworkError in words.

    Floating point is measured beside INT8 on a vault and where the result is kept in a folder, which appears whole or
    not. The home keeps the figures of unseen images for `model release`.
    """
    opened = _open(plan, home)
    place: AbstractContextManager[Path | None] = nullcontext() if plan.out is None else new_folder(plan.out)
    with place as folder:  # before the images: a use of a vault is counted only where its answer has a place
        images = _images(plan, opened.package.card, home)
        book = None if folder is None else PictureBook(folder, images.recipe)
        examined = run_images(
            images.known,
            images.identity.images,
            opened.networks,
            progress=progress,
            watch=None if book is None else book.see,
        )
        evaluation = _evaluation(plan, opened, images, examined)
        if folder is not None and book is not None:
            evaluation = _with_pictures(evaluation, book)
            write_evaluation(evaluation, folder)
    figures, outlines = figures_of(examined[0], images.recipe), outline_figures(examined[0], images.recipe)
    return _kept(Measured(evaluation, figures, outlines), home)


def _kept(measured: Measured, home: Home) -> Measured:
    """A full disk must not take the figures away that minutes were spent on."""
    try:
        return replace(measured, kept=keep_evaluation(home, measured.evaluation))
    except OSError as error:
        why = f"Releases will not know of this evaluation: {error.filename}: {error.strerror or error}."
        return replace(measured, not_kept=why)


def _with_pictures(evaluation: Evaluation, book: PictureBook) -> Evaluation:
    """The evaluation with its pictures, and with a word where labels and findings differ in nothing but their boxes."""
    pictures = book.pictures()
    loose = sum(one.what.startswith(OTHER_BOX) for one in pictures)
    data = evaluation.data
    if loose > book.missed * _MANY:
        note = (
            f"{loose:,} of {book.missed:,} missed defects were found, but by a box of another size. Where labels "
            f"are drawn loosely, measure with --iou below {data.iou:g}."
        )
        data = data.model_copy(update={"notes": (*data.notes, note)})
    seen = {"data": data, "pictures": pictures, "missed": book.missed, "false_calls": book.false_calls}
    return evaluation.model_copy(update=seen)


def _open(plan: EvaluationPlan, home: Home) -> _Opened:
    package, network = open_model(plan.model, home)
    classes = package.card.classes
    if plan.reference:
        network = open_reference(package)
    networks = [network]
    asked = plan.out is not None or (plan.data is not None and plan.data.from_vault)
    with_reference = asked and not plan.reference and package.has_reference
    if with_reference:
        networks.append(open_reference(package, home))
    other = None
    if plan.against is not None:
        other, other_network = open_model(plan.against, home)
        networks.append(other_network)
        if not set(other.card.classes) & set(classes):
            raise EvaluationError(f"{plan.against} and {plan.model} have no defect class in common")
    return _Opened(package, tuple(networks), with_reference, other)


def _images(plan: EvaluationPlan, card: Card, home: Home) -> EvaluatedImages:
    if plan.data is not None:
        return labelled_images(plan.data, card, home)
    return fresh_boards(plan.boards, plan.seed, card)


def _evaluation(
    plan: EvaluationPlan, opened: _Opened, images: EvaluatedImages, examined: list[list[ExaminedBoard]]
) -> Evaluation:
    card = opened.package.card
    model = ModelIdentity(
        name=card.name,
        sha256=opened.package.sha256,
        family=card.family_in_words,
        created=card.created,
        precision="fp32" if plan.reference else "int8",
    )
    subject = Subject(
        model, images.identity, images.recipe, machine_in_words(), plan.costs or _costs_of(card)
    )
    reference = examined[1] if opened.with_reference else None
    against = None
    if opened.other is not None:
        against = _against(plan, opened.other, images.recipe, (examined[0], examined[-1]), card)
    return evaluation_of(subject, examined[0], reference, against)


def _costs_of(card: Card) -> CostMatrix | None:
    """The costs by which the package's thresholds were chosen, where they were."""
    costs = card.dataset.get("costs")
    return CostMatrix.model_validate(costs) if costs else None


def _against(
    plan: EvaluationPlan,
    other: ModelPackage,
    recipe: Recipe,
    examined: tuple[list[ExaminedBoard], list[ExaminedBoard]],
    card: Card,
) -> Against:
    """The other package at its own thresholds, by the same tolerances."""
    theirs = labelled_recipe(other.card, recipe) if plan.data is not None else evaluation_recipe(other.card)
    shared = tuple(code for code in card.classes if code in other.card.classes)
    ours, others = (
        mean_average_precision([match(board.findings, board.defects) for board in boards], shared)
        for boards in examined
    )
    return Against(
        name=other.card.name,
        sha256=other.sha256,
        map50=ours,
        map50_other=others,
        rows=paired_rows(examined[0], recipe, examined[1], theirs),
        only_here=tuple(code for code in card.classes if code not in shared),
        only_there=tuple(code for code in other.card.classes if code not in shared),
    )
