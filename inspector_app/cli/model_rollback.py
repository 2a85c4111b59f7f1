"""`inspector-app model rollback`: back to the release before."""

from __future__ import annotations

from inspector_app.cli.model_options import ByOption, LineOption, ReasonOption
from inspector_app.cli.model_words import entry_line
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer


def command(
    *,
    line: LineOption,
    by: ByOption,
    reason: ReasonOption,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """The package that was released before is in force again; recipes that were put over go back with it."""
    from inspector_app.bootstrap.releasing import ReleaseDesk, Who
    from inspector_app.settings.settings_file import load_settings

    station = opened_home(home, log="model")
    done = ReleaseDesk(station, load_settings(station).settings).roll_back(line, Who(by, reason))
    recipes = [f"Recipe {name} is version {version} now." for name, version in done.recipes.items()]
    text = [entry_line(done.entry), f"In force: {done.entry.package}", *recipes]
    answer({"entry": done.entry, "recipes": done.recipes}, as_json=json, text="\n".join(text))
