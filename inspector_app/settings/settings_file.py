"""Reading and writing settings.toml. A bad key warns and never blocks a start."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import tomlkit
from pydantic import ValidationError
from tomlkit.exceptions import TOMLKitError

from inspector_app.settings.home import Home
from inspector_app.settings.station import DEMO_DEFAULTS, Settings
from inspector_app.settings.whole_files import write_whole

PREFIX = "INSPECTOR_"


class SettingsError(Exception):
    """The settings can't be saved; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings that work, and a sentence for each key that was left out of account."""

    settings: Settings
    warnings: tuple[str, ...] = ()


def load_settings(
    home: Home, demo: bool = False, environment: Mapping[str, str] | None = None
) -> LoadedSettings:
    """The settings of a home: the environment goes before the file, the file before the defaults.

    Never raises: what can't be used is left at its default, and a warning names file and key.
    """
    warnings: list[str] = []
    chosen: dict[str, object] = dict(DEMO_DEFAULTS) if demo else {}
    file = _read(home.settings_file, warnings)
    from_environment = _from_environment(os.environ if environment is None else environment)
    sources = ((str(home.settings_file), file), ("the environment", from_environment))
    for source, values in sources:
        chosen |= _usable(values, source, warnings)
    return LoadedSettings(Settings.model_validate(chosen), tuple(warnings))


def save_settings(home: Home, changes: Mapping[str, object]) -> None:
    """Writes these keys into settings.toml; comments, other keys and unknown ones stay as they are.

    Raises SettingsError, the file untouched, for a bad value or a file that can't be read or written.
    """
    path = home.settings_file
    refused: list[str] = []
    _usable(changes, str(path), refused)
    if refused:
        raise SettingsError(refused[0])
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
        for key, value in changes.items():
            document[key] = list(value) if isinstance(value, tuple) else value
        _replace(path, tomlkit.dumps(document))
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise SettingsError(f"{path}: the settings were not saved: {error}") from error


def _usable(values: Mapping[str, object], source: str, warnings: list[str]) -> dict[str, object]:
    """The values that validate one by one; no key of Settings depends on another."""
    usable: dict[str, object] = {}
    for key, value in values.items():
        try:
            Settings.model_validate({key: value})
        except ValidationError as error:
            first = error.errors()[0]
            known = first["type"] != "extra_forbidden"
            reason = first["msg"].removeprefix("Value error, ") if known else "there is no such setting"
            warnings.append(f"{source}: {key}: {reason}")
        else:
            usable[key] = value
    return usable


def _read(path: Path, warnings: list[str]) -> dict[str, object]:
    try:
        return cast("dict[str, object]", tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        warnings.append(f"{path}: the file can't be read, so defaults are used: {error}")
        return {}


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    names = {key: PREFIX + key.upper() for key in Settings.model_fields}
    return {key: environment[name] for key, name in names.items() if environment.get(name)}


def _replace(path: Path, text: str) -> None:
    write_whole(path, text.encode())
