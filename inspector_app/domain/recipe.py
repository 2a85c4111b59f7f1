"""All that inspecting one product needs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inspector_app.domain.catalogue import Severity
from inspector_app.domain.costs import CostMatrix

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w][\w .+-]*$")]


class Mode(StrEnum):
    """What a verdict may do: be recorded, tell the operator, or drive the gate."""

    SHADOW = "shadow"
    ALERT = "alert"
    AUTO_REJECT = "auto-reject"


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ClassRule(_Plain):
    """How findings of one defect class are judged.

    A score from threshold on counts; from review_from to threshold a person is asked; below, nothing.
    A defect up to tolerance_mm (its length where the model gives outlines, else the long side of its box) is allowed,
    allowed_count of larger ones too. With tolerance_area_mm2, which needs a model that gives outlines, one that covers
    more is too large as well.
    """

    threshold: Share
    review_from: Share
    tolerance_mm: Positive
    tolerance_area_mm2: Positive | None = None
    severity: Severity
    allowed_count: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _band_in_order(self) -> Self:
        if self.review_from > self.threshold:
            raise ValueError("review_from must not be above threshold")
        return self


class ViewSetup(_Plain):
    """One camera angle: its name, its golden and what its good parts look like (files beside the recipe), its scale.

    taught is made by `recipe teach`; without it nothing is unfamiliar. surface: nothing lies at the same place on two
    parts (metal, cloth, tiles), so that nothing is aligned or compared; the golden is then only a picture of a good
    part, and a part passes only where the model sees the image alone.
    """

    name: Name
    golden: str
    taught: str | None = None
    surface: bool = False
    mm_per_px: float = Field(gt=0, le=100, allow_inf_nan=False)
    covers: tuple[Name, ...] = ()
    """Surfaces of the product that it looks at, as the recipe names them."""


class QualityLimits(_Plain):
    """What a frame must be like to be judged at all; ratios are against the golden."""

    min_brightness: Positive = 0.55
    max_brightness: Positive = 1.7
    min_sharpness: Positive = 0.35
    min_alignment: Share = 0.75
    max_residual_px: Positive = 1.5
    max_difference: Positive = 0.45
    """Of the region that is least like the golden, over the golden's contrast: above it something covers the board."""
    max_glare: Share = 0.001
    """Share of the picture that one saturated area may cover where the golden has none; more of it hides something."""
    min_detail: Positive = 0.33
    """Edges of the region that lost most of them, over the golden's: below it something smears the picture there."""


class Recipe(_Plain):
    """A recipe, versioned: views, scale, model, thresholds, tolerances, mode."""

    format: Literal[1] = 1
    name: Name
    version: int = Field(ge=1, le=1_000_000_000)
    product: Name
    model: Name
    views: tuple[ViewSetup, ...] = Field(min_length=1, max_length=8)
    classes: dict[str, ClassRule] = Field(min_length=1)
    surfaces: tuple[Name, ...] = ()
    """All surfaces that must be looked at; one that no view covers is a warning. Empty: nobody said."""
    mode: Mode = Mode.AUTO_REJECT
    quality: QualityLimits = QualityLimits()
    near_tolerance: Share = 0.05
    """Half width of the band round a tolerance, as a share of it, in which a person is asked."""
    unfamiliar_from: Positive = 1.0
    """How unlike the good parts a place must be for a person to be asked; 1.0 is the limit that teaching found."""
    costs: CostMatrix | None = None
    """What a false call and an escape cost; thresholds are chosen by it where it is given."""
    deadline_ms: float = Field(default=500.0, gt=0, le=5000, allow_inf_nan=False)
    """From trigger to signal; a line that takes longer than the most that this can be is taken for hung."""
    ideal_parts_per_hour: Positive | None = None

    @property
    def tolerances_mm(self) -> dict[str, float]:
        """The longest defect of each class that a good part may have."""
        return {code: rule.tolerance_mm for code, rule in self.classes.items()}

    @property
    def tolerances_mm2(self) -> dict[str, float]:
        """The largest area of each class that a good part may have, where one is set."""
        limits = {code: rule.tolerance_area_mm2 for code, rule in self.classes.items()}
        return {code: limit for code, limit in limits.items() if limit is not None}

    @model_validator(mode="after")
    def _views_differ(self) -> Self:
        names = [view.name for view in self.views]
        if len(set(names)) != len(names):
            raise ValueError("two views have the same name")
        return self
