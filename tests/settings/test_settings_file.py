from __future__ import annotations

import pytest

from inspector_app.settings.home import Home
from inspector_app.settings.settings_file import SettingsError, load_settings, save_settings
from inspector_app.settings.station import Settings


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path).create()


def _load(home, text=None, demo=False, **environment):
    if text is not None:
        home.settings_file.write_text(text, encoding="utf-8")
    return load_settings(home, demo, environment)


def test_without_a_file_there_are_defaults_and_no_warnings(home):
    assert _load(home) == type(_load(home))(Settings())


def test_the_demo_is_slow_and_small_but_a_choice_goes_before(home):
    assert _load(home, demo=True).settings.image_cap_mb == 300
    assert _load(home, "image_cap_mb = 500", demo=True).settings.image_cap_mb == 500


def test_the_environment_goes_before_the_file(home):
    loaded = _load(
        home, 'site = "File"\nzone = "Europe/Berlin"', INSPECTOR_SITE="Env", INSPECTOR_OPERATORS="Ada, Åse"
    )
    assert (loaded.settings.site, loaded.settings.zone) == ("Env", "Europe/Berlin")
    assert loaded.settings.operators == ("Ada", "Åse")


@pytest.mark.parametrize(
    ("text", "key", "word"),
    [
        ("sight = 1", "sight", "no such setting"),
        ("image_cap_mb = 'much'", "image_cap_mb", "valid integer"),
        ("jpeg_quality = 5", "jpeg_quality", "greater than"),
        ("zone = 'Mars/Olympus'", "zone", "IANA"),
        ("zone = '../etc/passwd'", "zone", "IANA"),
        ("parts_per_hour = nan", "parts_per_hour", "less than"),
        ("operators = []", "operators", "at least 1"),
        ("[cameras]\nkind = 1", "cameras", "simulated"),
    ],
)
def test_a_bad_key_warns_by_name_and_the_others_hold(home, text, key, word):
    loaded = _load(home, f'site = "Plant"\n{text}\n')
    assert loaded.settings.model_dump() == Settings(site="Plant").model_dump()
    assert len(loaded.warnings) == 1
    assert f"settings.toml: {key}: " in loaded.warnings[0]
    assert word in loaded.warnings[0]


def test_a_bad_value_in_the_environment_leaves_that_of_the_file(home):
    loaded = _load(home, "jpeg_quality = 90", INSPECTOR_JPEG_QUALITY="high")
    assert loaded.settings.jpeg_quality == 90
    assert loaded.warnings[0].startswith("the environment: jpeg_quality: ")


@pytest.mark.parametrize("content", [b"site = ", b"\xff\xfe\x00", b"site = 1\nsite = 2"])
def test_a_broken_file_warns_and_the_station_starts(home, content):
    home.settings_file.write_bytes(content)
    loaded = load_settings(home, environment={})
    assert loaded.settings == Settings()
    assert "settings.toml: the file can't be read" in loaded.warnings[0]


def test_windows_line_ends_and_a_byte_order_mark_are_read(home):
    home.settings_file.write_bytes('\ufeffsite = "Köln"\r\njpeg_quality = 90\r\n'.encode())
    loaded = load_settings(home, environment={})
    assert (loaded.settings.site, loaded.settings.jpeg_quality, loaded.warnings) == ("Köln", 90, ())


def test_saving_keeps_comments_order_and_unknown_keys(home):
    _load(home, '# ours\nfuture = 1 # stays\nsite = "Old"  # the plant\n')
    save_settings(home, {"site": 'New "1"', "operators": ("Ada", "李")})
    text = home.settings_file.read_text(encoding="utf-8")
    assert text.startswith("# ours\nfuture = 1 # stays\nsite = ")
    assert "# the plant" in text
    loaded = load_settings(home, environment={})
    assert (loaded.settings.site, loaded.settings.operators) == ('New "1"', ("Ada", "李"))


def test_a_bad_value_is_not_saved(home):
    _load(home, 'site = "Old"\n')
    with pytest.raises(SettingsError, match="jpeg_quality"):
        save_settings(home, {"site": "New", "jpeg_quality": 1})
    assert home.settings_file.read_text() == 'site = "Old"\n'


def test_a_broken_file_is_never_overwritten(home):
    _load(home, "site = ")
    with pytest.raises(SettingsError, match="not saved"):
        save_settings(home, {"site": "New"})
    assert home.settings_file.read_text() == "site = "
