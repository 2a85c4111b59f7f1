"""What a model is held against before it is released: the figures of the field's guide, and a few of ours."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

Share = Annotated[float, Field(gt=0, le=1)]
Count = Annotated[int, Field(ge=1)]

_TRAIN: JsonDict = {"source": "guide, step Train"}
_VALIDATE: JsonDict = {"source": "guide, step Validate"}
_COLLECT: JsonDict = {"source": "guide, step Collect: a fifth of 500 images"}
_CHOOSE: JsonDict = {"source": "guide, step Choose"}
_OURS: JsonDict = {"source": "ours"}


class ReleaseFigures(BaseModel):
    """Keys of the settings that `model release` reads; a site may choose others, and says so by choosing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    release_recall: Share = Field(0.90, json_schema_extra=_TRAIN)
    """Recall that each class needs."""
    release_precision: Share = Field(0.95, json_schema_extra=_TRAIN)
    """Precision that each class needs."""
    release_collect_more: Share = Field(0.85, json_schema_extra=_VALIDATE)
    """Recall below which more images of the class must be collected."""
    release_least_n: Count = Field(100, json_schema_extra=_COLLECT)
    """True defects of a class that its recall must rest on."""
    release_parity_drop: Annotated[float, Field(ge=0, le=1)] = Field(0.01, json_schema_extra=_OURS)
    """How much recall or average precision a class may lose by INT8, as a share."""
    release_network_ms: Annotated[float, Field(gt=0)] = Field(50.0, json_schema_extra=_CHOOSE)
    """Time of one inference on this machine, for 100 units a minute."""
    release_shadow_parts: Count = Field(500, json_schema_extra=_VALIDATE)
    """Parts that a package inspects in shadow on a line that it was not validated on, before it may leave it."""
