"""The self-test: what a station needs before it may be trusted with parts, one line each."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from inspector_app.bootstrap.known_sets import KnownSetCheck
from inspector_app.bootstrap.model_standing import check_releases, standing_of
from inspector_app.bootstrap.models import open_model
from inspector_app.bootstrap.sources import open_feed, source_of
from inspector_app.domain.part import Part, new_id
from inspector_app.inspection.known_set import read_known_set
from inspector_app.inspection.recipes import RECIPE_FILE, check_recipe, load_recipe
from inspector_app.records.checking import check_database
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings

_CAMERA_START_S = 20.0
_FIRST_PART_S = 1.0
_FRAME_S = 10.0
_OLDEST_PLAUSIBLE_YEAR = 2025


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the self-test: what was looked at, whether it is right, and what was seen or is wrong."""

    name: str
    ok: bool
    detail: str


def self_test(home: Home, settings: Settings) -> list[Check]:
    """Runs every check, whatever the others say."""
    names: dict[str, Callable[[], str]] = {
        "home": lambda: str(home.create().path),
        "settings": lambda: _settings(settings),
        "recipe, model and golden answers": lambda: _recipe(home, settings),
        "known set": lambda: _known_set(home, settings),
        "releases": lambda: check_releases(home),
        "database": lambda: _database(home),
        "disk": lambda: _disk(home, settings),
        "cameras": lambda: _cameras(home, settings),
        "clock": lambda: _clock(settings),
    }
    return [_checked(name, check) for name, check in names.items()]


def _checked(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name, ok=True, detail=check())
    except Exception as error:
        return Check(name, ok=False, detail=str(error) or type(error).__name__)


class SelfTestError(Exception):
    """A check's own complaint."""


def _settings(settings: Settings) -> str:
    return f"{settings.site}, {settings.line_name}, {settings.cameras} cameras, recipe {settings.recipe}"


def _recipe(home: Home, settings: Settings) -> str:
    if not (home.recipes / settings.recipe / RECIPE_FILE).is_file():
        raise SelfTestError(f"{home.recipes / settings.recipe}: no such recipe")
    loaded = load_recipe(home.recipes / settings.recipe, home.path)
    package, _ = open_model(loaded.recipe.model, home)
    check_recipe(loaded, package.card)
    standing = standing_of(loaded.recipe, package, home)
    about = f"{loaded.recipe.name} version {loaded.recipe.version}, {package.card.name} {package.sha256[:12]}"
    return f"{about}; {standing}"


def _known_set(home: Home, settings: Settings) -> str:
    """Runs it where something has changed since it was run last."""
    folder = home.recipes / settings.recipe
    loaded = load_recipe(folder, home.path)
    images = len(read_known_set(folder).images)
    if not images:
        return "none: nobody has said which answers must stay"
    check = KnownSetCheck(folder, loaded, *open_model(loaded.recipe.model, home))
    if check.blocked:
        raise SelfTestError(f"{check.blocked} {check.details}")
    return f"{images} images, all answers as accepted"


def _database(home: Home) -> str:
    if not home.database.exists():
        return "none yet; the first start makes it"
    return f"whole, tables {check_database(home.database, full=True)}"


def _disk(home: Home, settings: Settings) -> str:
    free_mb = shutil.disk_usage(home.path).free // 1_000_000
    if free_mb < settings.disk_reserve_mb:
        raise SelfTestError(f"{free_mb} MB free, at least {settings.disk_reserve_mb} MB are needed")
    return f"{free_mb} MB free, images may take {settings.image_cap_mb} MB"


def _cameras(home: Home, settings: Settings) -> str:
    """Really triggers every camera once. Beside a running line real devices are in use, and say so."""
    loaded = load_recipe(home.recipes / settings.recipe, home.path)
    with TemporaryDirectory() as folder:  # gate and frames of a line that runs are none of its business
        feed = open_feed(source_of(settings, home), loaded.recipe, Home(Path(folder)).create(), 1)
        try:
            feed.cameras.start()
            feed.cameras.wait_live(_CAMERA_START_S)
            # a folder says which part is next; the belt stands still
            part = feed.parts.next_part(_FIRST_PART_S) or Part(new_id(), 1)
            feed.cameras.trigger(part)
            frames = feed.cameras.collect(part, _FRAME_S)
            blind = [state for state in feed.cameras.states() if state.view not in frames]
        finally:
            feed.cameras.close()
            feed.parts.close()
    if blind:
        reasons = (f"no image from {one.view}: {one.detail or one.state}" for one in blind)
        raise SelfTestError("; ".join(reasons))
    return f"an image from each of {len(frames)}"


def _clock(settings: Settings) -> str:
    now = datetime.now(UTC)
    if now.year < _OLDEST_PLAUSIBLE_YEAR:
        raise SelfTestError(f"the clock says {now:%Y-%m-%d}: it has lost its time")
    return f"{now.astimezone(ZoneInfo(settings.zone)):%Y-%m-%d %H:%M %Z}"
