"""How often cameras are calibrated, and from when on a measured scale is worth a word."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.config import JsonDict

from inspector_app.settings.sourced import SourcedFigures

_IMAGING: JsonDict = {"source": "guide, step Imaging: each quarter"}
_OURS: JsonDict = {"source": "ours"}


class CalibrationFigures(SourcedFigures):
    """Keys of the settings that the calibration of cameras reads."""

    calibration_days: Annotated[int, Field(ge=1, le=3650)] = Field(90, json_schema_extra=_IMAGING)
    """After how many days a camera is due for calibration."""
    calibration_change: Annotated[float, Field(gt=0, le=0.5)] = Field(0.01, json_schema_extra=_OURS)
    """Change of mm a pixel, as a share, from which on tolerances are spoken of."""
    calibration_residual_px: Annotated[float, Field(gt=0, le=20)] = Field(0.5, json_schema_extra=_OURS)
    """Residual of the corners from which on the lens, the print or the focus is doubted."""
    calibration_spread: Annotated[float, Field(gt=0, le=1)] = Field(0.01, json_schema_extra=_OURS)
    """Difference of mm a pixel over the picture, as a share, from which on the target or the camera is tilted."""
    calibration_tilt_deg: Annotated[float, Field(gt=0, le=90)] = Field(5.0, json_schema_extra=_OURS)
    """Foreshortening from which on they are tilted; 5 degrees make a length 0.4 % shorter."""
