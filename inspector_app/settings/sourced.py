"""Figures that a site may choose otherwise, each shown with where it comes from."""

from __future__ import annotations

from typing import cast

from pydantic import BaseModel, ConfigDict


class SourcedFigures(BaseModel):
    """Fields with `json_schema_extra={"source": ...}`; a field without one is ours."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def origin(self, key: str) -> str:
        """Where a figure comes from; "chosen here" where it isn't the default."""
        field = type(self).model_fields[key]
        extra = cast("dict[str, str]", field.json_schema_extra or {})
        return extra.get("source", "ours") if getattr(self, key) == field.default else "chosen here"

    def source(self, key: str) -> str:
        """Figure and origin of a key: `500 (guide, step Collect)`."""
        value = getattr(self, key)
        said = (
            ", ".join(value)
            if isinstance(value, tuple)
            else f"{value:g}"
            if isinstance(value, float)
            else value
        )
        return f"{said} ({self.origin(key)})"
