"""What a model is held against before it is released: the figures of the field's guide, and a few of ours.

The one place of these limits: the validation report and `model release` judge by them, through `quality.gates`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.config import JsonDict

from inspector_app.settings.sourced import SourcedFigures

Share = Annotated[float, Field(gt=0, le=1)]
Lost = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]
Milliseconds = Annotated[float, Field(gt=0)]

_TRAIN: JsonDict = {"source": "guide, step Train"}
_VALIDATE: JsonDict = {"source": "guide, step Validate"}
_COLLECT: JsonDict = {"source": "guide, step Collect: a fifth of 500 images"}
_CHOOSE: JsonDict = {"source": "guide, step Choose"}
_OURS: JsonDict = {"source": "ours"}


class ReleaseFigures(SourcedFigures):
    """Keys of the settings that releases and validations read; a site may choose others, and says so by choosing."""

    release_recall: Share = Field(0.90, json_schema_extra=_TRAIN)
    """Recall that each class needs."""
    release_precision: Share = Field(0.95, json_schema_extra=_TRAIN)
    """Precision that each class needs."""
    release_collect_more: Share = Field(0.85, json_schema_extra=_VALIDATE)
    """Recall below which more images of the class must be collected."""
    release_least_n: Count = Field(100, json_schema_extra=_COLLECT)
    """True defects, findings or parts that a figure must rest on; with fewer it can only be surely missed."""
    release_bad_passed: Lost = Field(0.01, json_schema_extra=_OURS)
    """Share of bad parts that may pass."""
    release_good_failed: Lost = Field(0.02, json_schema_extra=_OURS)
    """Share of good parts that may fail."""
    release_review: Lost = Field(0.05, json_schema_extra=_OURS)
    """Share of parts that may be sent to a person."""
    release_parity_drop: Lost = Field(0.01, json_schema_extra=_OURS)
    """How much recall or average precision a class may lose by INT8, as a share."""
    release_parity_map: Lost = Field(0.005, json_schema_extra=_OURS)
    """How much mAP over all classes may be lost by INT8, as a share."""
    release_network_ms: Milliseconds = Field(50.0, json_schema_extra=_CHOOSE)
    """Time of one inference on this machine, for 100 units a minute."""
    release_image_ms: Milliseconds = Field(50.0, json_schema_extra=_CHOOSE)
    """The 99th percentile of the time from an image to its findings, for 100 units a minute."""
    release_shadow_parts: Count = Field(500, json_schema_extra=_VALIDATE)
    """Parts that a package inspects in shadow on a line that it was not validated on, before it may leave it."""

    quantize_max_drop: Annotated[float, Field(ge=0, le=100)] = Field(0.3, json_schema_extra=_OURS)
    """Points of mAP that INT8 may lose on validation images before operations go back to floating point."""
    quantize_max_recall_drop: Annotated[float, Field(ge=0, le=100)] = Field(1.0, json_schema_extra=_OURS)
    """The same of the recall of each class; one defect may always be lost."""
