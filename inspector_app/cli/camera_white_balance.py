"""`inspector-app camera white-balance`: gains by a gray card, written where the camera has them."""

from __future__ import annotations

from inspector_app.cli.camera_options import ByOption, SpareOption, ViewOption, section_of_view
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    *,
    view: ViewOption,
    by: ByOption = None,
    spare: SpareOption = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Fill the middle half of the picture with a gray card, under the light that the parts have."""
    from inspector_app.bootstrap.camera_book import Doing
    from inspector_app.bootstrap.camera_setting_up import take_frame
    from inspector_app.bootstrap.white_balancing import balance_white
    from inspector_app.settings.camera_sections import camera_name

    station = opened_home(home, log="camera")
    section = section_of_view(station, view, spare=spare)
    doing = Doing(by, view, camera_name(section)) if by is not None else None
    found = balance_white(station, section, doing, lambda one: take_frame(one).image)
    gains = found.gains
    said = f"red x {gains.red:.3f}, blue x {gains.blue:.3f} (the card was {gains.cast:.1%} off gray). {found.text}"
    answer(
        {"view": view, **{key: getattr(found, key) for key in ("gains", "text", "cast_left", "kept")}},
        as_json=json,
        text=said,
    )
