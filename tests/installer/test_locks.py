import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from installer.console import SetupError
from installer.lock import Package, closure, lock_lines
from installer.lock_files import canonical, locked_versions

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "installer" / "locks"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("platform", ["linux", "win32"])
@pytest.mark.parametrize(("lock", "extra"), [("station", None), ("dev", "dev"), ("train", "train")])
def test_every_declared_dependency_is_locked_at_a_version_that_fits(lock, extra, platform):
    locked = locked_versions(LOCKS / "station.txt", platform) | locked_versions(
        LOCKS / f"{lock}.txt", platform
    )
    declared = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
    for line in declared:
        requirement = Requirement(line)
        assert requirement.specifier.contains(locked[canonical(requirement.name)]), line


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_two_locks_never_disagree(platform):
    seen = {}
    for lock in LOCKS.glob("*.txt"):
        for name, version in locked_versions(lock, platform).items():
            assert seen.setdefault(name, version) == version


def test_one_opencv_and_no_torch_in_the_station():
    everything = {name for lock in LOCKS.glob("*.txt") for name in locked_versions(lock)}
    assert {name for name in everything if name.startswith("opencv")} == {"opencv-python"}
    assert not {"torch", "ultralytics", "nncf"} & locked_versions(LOCKS / "station.txt").keys()


def test_pyside_is_older_than_the_one_that_loses_none():
    version = locked_versions(LOCKS / "station.txt")["pyside6-essentials"]
    assert tuple(map(int, version.split(".")[:2])) < (6, 12)


def test_cuda_is_for_linux_only():
    assert "triton" in locked_versions(LOCKS / "train.txt", "linux")
    windows = locked_versions(LOCKS / "train.txt", "win32")
    assert "torch" in windows
    assert not [name for name in windows if name.startswith(("nvidia-cu", "cuda-", "triton"))]


def test_no_addresses_in_locks():
    for lock in LOCKS.glob("*.txt"):
        assert not re.search(r"https?:|file:|--|@", lock.read_text(encoding="utf-8"))


def test_a_line_that_is_not_a_pin_is_named(tmp_path):
    lock = tmp_path / "station.txt"
    lock.write_text("# head\nnumpy==2.4.6\r\npillow>=13\n", encoding="utf-8")
    with pytest.raises(SetupError, match=r"line 3 .*pillow>=13"):
        locked_versions(lock)


def test_a_missing_lock_is_named(tmp_path):
    with pytest.raises(SetupError, match=r"station\.txt can't be read"):
        locked_versions(tmp_path / "station.txt")


PACKAGES = {
    "app": Package("1", ('tool>=1; sys_platform == "win32"', "base[fast]")),
    "base": Package("2", ('speed; extra == "fast"', 'slow; extra == "small"')),
    "speed": Package("3", ("app",)),
    "slow": Package("4", ()),
    "tool": Package("5", ()),
}


def test_closure_follows_markers_extras_and_circles():
    assert closure(PACKAGES, ["App"], {"sys_platform": "linux"}) == {"app", "base", "speed"}
    assert closure(PACKAGES, ["App"], {"sys_platform": "win32"}) == {"app", "base", "speed", "tool"}


def test_what_only_windows_needs_is_asked_for_and_marked(monkeypatch):
    asked = []

    def resolve(roots, constraints):
        asked.append(list(roots))
        return {name: PACKAGES[name] for name in (["app", "base", "speed"] if roots == ["app"] else roots)}

    monkeypatch.setattr("installer.lock.resolve", resolve)
    lines = lock_lines(["app"], {})
    assert asked == [["app"], ["tool"]]
    assert lines["tool"] == 'tool==5 ; sys_platform == "win32"'
    assert lines["base"] == "base==2"
