"""What a model has to reach, each figure with where it comes from."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

GUIDE = "the guide"
PROJECT = "own target"


class Gates(BaseModel):
    """The limits; shares are from 0 to 1. Defaults, so that a plant may ask for more."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    recall: float = Field(default=0.90, ge=0, le=1)
    """Of each class. Source: the guide, Train."""
    precision: float = Field(default=0.95, ge=0, le=1)
    """Of each class. Source: the guide, Train."""
    collect_more: float = Field(default=0.85, ge=0, le=1)
    """A class with less recall needs more images, whatever else is done. Source: the guide, Validate."""
    fewest: int = Field(default=100, ge=1)
    """Defects, or findings, a class below which nothing is decided. Source: the guide, a fifth of 500 images."""
    bad_passed: float = Field(default=0.01, ge=0, le=1)
    """Source: this station's own target."""
    good_failed: float = Field(default=0.02, ge=0, le=1)
    """Source: this station's own target."""
    review: float = Field(default=0.05, ge=0, le=1)
    """Source: this station's own target."""
    p99_ms: float = Field(default=50.0, gt=0)
    """Source: the guide, Choose (100 units a minute)."""
    parity_points: float = Field(default=0.5, ge=0)
    """Points of mAP that INT8 may lose. Source: this station's own target."""
