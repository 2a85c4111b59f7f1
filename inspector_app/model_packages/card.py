"""The card of a model package: what the model is, what it was made from, and its measured figures."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


PLANES = ("image", "golden", "difference")
"""Of a network that compares an image with its golden."""

COLOURS = ("blue", "green", "red")
"""Of a network that sees the image alone."""


GENERATED = "generated boards"
"""Kind of the dataset of a package that learnt from the generator of boards alone."""

PROPOSALS = "proposals"
"""The family whose network judges crops round differences; every other family's network takes the whole input."""

ENSEMBLE = "ensemble"
"""The family whose package holds the networks of others, and fuses what they find."""

OUTLINES = "outlines"
"""What a network gives that says what each defect covers; all others give boxes only."""

FORMAT_OF_OUTLINES = 2
"""The first that a program which knows boxes only refuses."""


class CardInput(_Plain):
    """What the network takes: uint8 (height, width, 3), channels named in order, values 0 to 255."""

    width: int = Field(gt=0)
    height: int = Field(gt=0)
    channels: tuple[Literal["image", "golden", "difference", "blue", "green", "red"], ...]


class Thresholds(_Plain):
    """Scores of one class, chosen on validation boards: a finding counts from `threshold`, asks from `review_from`."""

    threshold: Share
    review_from: Share


class Member(_Plain):
    """A network of an ensemble: the package that it came from, by name and by the SHA-256 that stands for all of it."""

    name: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    family: str
    classes: tuple[str, ...]
    """In the order of this network's output; the ensemble's own order is that of its card."""
    weight: Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Ensemble(_Plain):
    """The members, whose files are in `members/1`, `members/2` and so on, and how their boxes are fused."""

    members: tuple[Member, ...] = Field(min_length=2)
    iou: Annotated[float, Field(gt=0, lt=1)]
    """Boxes of one class that overlap more are one defect."""

    def in_words(self) -> str:
        """The members by name, family and weight."""
        return ", ".join(f"{one.name} ({one.family}, weight {one.weight:g})" for one in self.members)


class Card(_Plain):
    """Everything that is known of a model, with a SHA-256 for each file of its package."""

    format: Literal[1, 2] = 1
    name: str
    family: str
    gives: Literal["boxes", "outlines"] = "boxes"
    created: datetime
    input: CardInput
    classes: tuple[str, ...] = Field(min_length=1)
    thresholds: dict[str, Thresholds]
    smallest_found_px: dict[str, Annotated[float, Field(gt=0, allow_inf_nan=False)]]
    """The long side, in px of the network's input, from which a defect is found at the stated recall."""
    validated_on: tuple[str, ...] = ()
    """Products on whose own parts the figures were measured; on any other a released package starts in shadow."""
    parent: str | None = None
    ensemble: Ensemble | None = None
    dataset: dict[str, Any] = {}
    training: dict[str, Any] = {}
    figures: dict[str, Any] = {}
    tools: dict[str, str] = {}
    licence: dict[str, str] = {}
    files: dict[str, str]
    signature: None = None
    """Always empty: the signature is a file of its own, so that a release does not change the card's hash."""

    @model_validator(mode="after")
    def _format_says_what_it_gives(self) -> Self:
        if (self.format == FORMAT_OF_OUTLINES) != (self.gives == OUTLINES):
            raise ValueError(f"format {self.format} does not go with a network that gives {self.gives}")
        return self

    @property
    def learnt_generated_boards(self) -> bool:
        """Its boxes are the generator's, tight round a defect; those of labelled images are as people draw them."""
        return self.dataset.get("kind") == GENERATED

    @property
    def family_in_words(self) -> str:
        """The family, an ensemble's with its members."""
        return self.family if self.ensemble is None else f"{self.family} of {self.ensemble.in_words()}"

    def as_json(self) -> str:
        """The card's file. What it says nothing special of is left out: older programs can read such packages."""
        usual = {"gives": self.gives != OUTLINES, "ensemble": self.ensemble is None}
        unsaid = {name for name, as_ever in usual.items() if as_ever}
        return self.model_dump_json(indent=2, exclude=unsaid) + "\n"
