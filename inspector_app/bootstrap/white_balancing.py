"""White balance by a gray card: gains of the camera where it has them, else what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from inspector_app.bootstrap.camera_book import Doing, write_down
from inspector_app.bootstrap.camera_setting_up import CameraSetUpError
from inspector_app.calibration.history import What
from inspector_app.domain.frame import Image
from inspector_app.imaging.white_balance import ColourGains, gray_card_gains
from inspector_app.settings.camera_sections import CameraSection, GenicamCamera, UsbCamera
from inspector_app.settings.home import Home

_RED, _BLUE = "BalanceRatio[Red]", "BalanceRatio[Blue]"
_GRAY = 0.03
"""A card whose channels are this near to each other is gray enough."""

Take = Callable[[CameraSection], Image]
"""A picture of a camera that is set up as this section says; raises CameraSetUpError."""


@dataclass(frozen=True, slots=True)
class Balanced:
    """What was found; cast_left: how far off gray the card is with the gains, where the camera took them."""

    gains: ColourGains
    text: str
    cast_left: float | None = None
    kept: bool = False


def balance_white(home: Home, section: CameraSection, doing: Doing | None, take: Take) -> Balanced:
    """Measures a gray card, tries the gains on the camera and writes them to cameras.toml (with a doing).

    Raises GrayCardError, CameraSetUpError, CalibrationError, CameraFileError, ChainError, OSError.
    """
    if not isinstance(section, GenicamCamera):
        return Balanced(gray_card_gains(take(section)), _elsewhere(section))
    red, blue = (_now(section, name) for name in (_RED, _BLUE))
    try:
        image = take(_with(section, red, blue))
    except CameraSetUpError as error:
        if "BalanceRatio" not in str(error):
            raise
        text = (
            "This camera has no BalanceRatio: set the colours by the light, or by its maker's own features."
        )
        return Balanced(gray_card_gains(take(section)), text)
    gains = gray_card_gains(image)
    red, blue = round(red * gains.red, 4), round(blue * gains.blue, 4)
    left = gray_card_gains(take(_with(section, red, blue))).cast
    said = f"{_RED} = {red:g}, {_BLUE} = {blue:g}; with them the card is {left:.1%} off gray"
    if left > max(_GRAY, gains.cast / 2):
        return Balanced(gains, f"Not written, since the camera does not follow: {said}.", left)
    if doing is None:
        return Balanced(gains, f"Not written, since nobody gave a name: {said}.", left)
    write_down(home, doing, What.WHITE_BALANCE, {"nodes": {_RED: red, _BLUE: blue}}, spare=section.spare)
    return Balanced(gains, f"Written to cameras.toml: {said}.", left, kept=True)


def _now(section: GenicamCamera, name: str) -> float:
    value = section.nodes.get(name, 1.0)
    return float(value) if isinstance(value, int | float) else 1.0


def _with(section: GenicamCamera, red: float, blue: float) -> GenicamCamera:
    return section.model_copy(update={"nodes": {**section.nodes, _RED: red, _BLUE: blue}})


def _elsewhere(section: CameraSection) -> str:
    if isinstance(section, UsbCamera):
        return (
            "This kind of camera takes a colour temperature and no gains: set auto_white_balance = 0 and white_balance "
            "under [camera.properties], and measure again."
        )
    return "This kind of camera takes no settings from here: set its white balance where it is served."
