"""The written conditions under which a model may do more on a line, and the limits at which it is looked at again.

The one place of these limits; `quality.mode_conditions` and `quality.watch` judge by them.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.config import JsonDict

from inspector_app.settings.sourced import SourcedFigures

Share = Annotated[float, Field(gt=0, le=1)]
Lost = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]

_DEPLOY: JsonDict = {"source": "guide, step Deploy"}
_VALIDATE: JsonDict = {"source": "guide, step Validate"}
_SHOW: JsonDict = {"source": "guide, step Show its worth"}
_KEEP: JsonDict = {"source": "guide, step Keep it good"}
_OURS: JsonDict = {"source": "ours"}


class ModeFigures(SourcedFigures):
    """Keys of the settings for modes; a site may choose others, and every refusal shows which it chose."""

    mode_days: Count = Field(7, json_schema_extra=_DEPLOY)
    """Days with parts in a mode before the next one: the guide asks for one to two weeks."""
    mode_parts: Count = Field(1000, json_schema_extra=_VALIDATE)
    """Parts in a mode before the next one."""
    mode_answered: Count = Field(500, json_schema_extra=_VALIDATE)
    """Of them, those that people have judged too, side by side with the machine."""
    mode_rejects_answered: Share = Field(0.95, json_schema_extra=_OURS)
    """Share of the rejected parts that people have answered: open ones could hide false calls."""
    mode_agreement: Share = Field(0.94, json_schema_extra=_SHOW)
    """Machine and person say the same: the lower end of the 95 % interval."""
    mode_false_calls: Lost = Field(0.05, json_schema_extra=_OURS)
    """Good parts that it rejects: the upper end of the 95 % interval."""
    mode_escapes: Lost = Field(0.01, json_schema_extra=_OURS)
    """Bad ones among the passed parts that people looked at: the upper end of the 95 % interval."""

    second_model: Annotated[str, Field(max_length=80)] = ""
    """A package that looks at the same parts in shadow beside the active one; empty: none. Read by the line."""

    watch_precision: Share = Field(0.92, json_schema_extra=_KEEP)
    """Precision from settled answers below which it is an alarm."""
    watch_recall: Share = Field(0.92, json_schema_extra=_KEEP)
    """Recall from settled answers below which it is an alarm."""
    watch_least_n: Count = Field(30, json_schema_extra=_OURS)
    """Parts that such a figure must rest on before it can be an alarm."""
    watch_days: Count = Field(30, json_schema_extra=_OURS)
    """Answers of how many days are looked at."""
    retrain_days: Count = Field(91, json_schema_extra=_KEEP)
    """How old the model of a line may be before retraining is due: a quarter."""
