"""The figures of a card as the gates read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from inspector_app.domain.catalogue import Severity, defect_name
from inspector_app.model_packages.card import Card
from inspector_app.quality.model_gates import ClassParity, ClassResult, ModelParity, ModelResult, PartRates
from inspector_app.quality.rates import Rate

HELD_OUT = ("vault", "held_out")
"""Parts of a dataset that no training and no choice of thresholds has seen, as a card names them; so is `test`."""

_Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Kind = Literal["int8", "fp32"]
_Read = TypeVar("_Read", bound=BaseModel)


class ClassFigures(BaseModel):
    """One class: recall over n true defects, precision over the findings; None where there was nothing to count."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    n: int = Field(ge=0)
    recall: _Share | None
    precision: _Share | None
    findings: int = Field(ge=0)
    ap50: _Share | None = None

    @property
    def recall_rate(self) -> Rate:
        """Found out of the true defects."""
        return Rate(round((self.recall or 0) * self.n), self.n)

    @property
    def precision_rate(self) -> Rate:
        """Right out of the findings."""
        return Rate(round((self.precision or 0) * self.findings), self.findings)


class _Counts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    count: int = Field(ge=0)
    n: int = Field(ge=0)


class _Whole(BaseModel):
    """Figures of one network beside those a class; older cards have fewer."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    map50: _Share
    bad_boards_passed_counts: _Counts | None = None
    good_boards_failed_counts: _Counts | None = None
    review_counts: _Counts | None = None

    @property
    def parts(self) -> PartRates | None:
        """Verdicts on parts, where all three were counted."""
        counts = (self.bad_boards_passed_counts, self.good_boards_failed_counts, self.review_counts)
        rates = [Rate(min(one.count, one.n), one.n) for one in counts if one is not None]
        return PartRates(*rates) if len(rates) == len(counts) else None


class _RecallPair(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    n: int = Field(ge=0)
    fp32: _Share | None
    int8: _Share | None

    @property
    def lost_points(self) -> float:
        """Points that INT8 lost."""
        return ((self.fp32 or 0.0) - (self.int8 or 0.0)) * 100


class _Drop(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    images: int = Field(ge=0)
    points: float
    recall: Mapping[str, _RecallPair] = {}


class QuantisingFigures(BaseModel):
    """What quantising lost on validation images, and whether it kept its limit; older cards say it of mAP alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    limit_points: float
    held: bool
    drop: _Drop
    limit_recall_points: float | None = None
    classes_beyond: tuple[str, ...] = ()

    @property
    def recalls_beyond(self) -> Mapping[str, tuple[float, int]]:
        """Of the classes of which more was lost: the points, and of how many defects."""
        pairs = ((code, self.drop.recall.get(code)) for code in self.classes_beyond)
        return {code: (pair.lost_points, pair.n) for code, pair in pairs if pair is not None}


class FiguresError(Exception):
    """A card without figures, or with figures that can't be read; the message names the card and the place."""


_CLASSES = TypeAdapter(dict[str, ClassFigures])


def class_figures(card: Card, kind: Kind) -> Mapping[str, ClassFigures]:
    """The figures of every class of the card; raises FiguresError where any is missing or off."""
    measured: Any = card.figures.get(kind)
    if not isinstance(measured, Mapping) or "classes" not in measured:
        raise FiguresError(f"the card of {card.name} has no figures a class for {kind}")
    try:
        figures = _CLASSES.validate_python(measured["classes"])
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise FiguresError(
            f"the card of {card.name}: figures.{kind}.classes.{where}: {first['msg']}"
        ) from error
    missing = [code for code in card.classes if code not in figures]
    if missing:
        raise FiguresError(f"the card of {card.name} has no figures of {kind} for {', '.join(missing)}")
    return {code: figures[code] for code in card.classes}


def card_result(card: Card) -> ModelResult:
    """A card's figures as gates read them; every class critical until a recipe says otherwise. Raises FiguresError."""
    int8, fp32 = class_figures(card, "int8"), class_figures(card, "fp32")
    whole, before = (_read(card, kind, _Whole) for kind in ("int8", "fp32"))
    classes = [
        ClassResult(code, defect_name(code), Severity.CRITICAL, one.recall_rate, one.precision_rate)
        for code, one in int8.items()
    ]
    both = {
        code: ClassParity(one.recall_rate, fp32[code].recall_rate, one.ap50, fp32[code].ap50)
        for code, one in int8.items()
    }
    return ModelResult(classes, whole.parts, ModelParity(whole.map50, before.map50, both))


def quantising_of(card: Card) -> QuantisingFigures | None:
    """What quantising lost; None for a card that does not say. Raises FiguresError."""
    return _read(card, "quantising", QuantisingFigures) if "quantising" in card.figures else None


def _read(card: Card, key: str, kind: type[_Read]) -> _Read:
    try:
        return kind.model_validate(card.figures[key])
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in (key, *first["loc"]))
        raise FiguresError(f"the card of {card.name}: figures.{where}: {first['msg']}") from error


def measured_on(card: Card) -> str | None:
    """The vault, held-out or test part that the figures are of, in words; None where the card names none."""
    kind = card.dataset.get("name", card.dataset.get("kind", "a dataset"))
    for part in HELD_OUT:
        if part in card.dataset:
            details = card.dataset[part]
            counts = details if isinstance(details, Mapping) else {"size": details}
            said = ", ".join(f"{key} {value}" for key, value in counts.items())
            return f"{part.replace('_', '-')} part of {kind} ({said})"
    images = card.dataset.get("images")
    test = images.get("test") if isinstance(images, Mapping) else None
    return f"test part of {kind} ({test} images; the vault stays shut)" if test else None
