"""The figures of a card as the gates read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from inspector_app.model_packages.card import Card
from inspector_app.quality.rates import Rate

HELD_OUT = ("vault", "held_out")
"""Parts of a dataset that no training and no choice of thresholds has seen, as a card names them; so is `test`."""

_Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Kind = Literal["int8", "fp32"]


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
