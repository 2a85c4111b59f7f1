"""Makes the lock files from pyproject.toml: .venv/bin/python -m installer.lock [--upgrade].

For whoever maintains the dependencies; set-up itself only reads the locks. pip resolves without installing
and reports the whole closure; what a platform does not need gets a marker. Versions that are locked already
stay, unless --upgrade is given.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from installer.console import SetupError, say
from installer.environments import ROOT, clean_variables, station
from installer.lock_files import canonical, locked_versions

PLATFORMS = {"linux": ("Linux", "posix"), "win32": ("Windows", "nt")}
PYTHONS = ("3.11", "3.12", "3.13")
BUILD = ["setuptools>=77"]
"""Needed to install the project itself without fetching anything by the way."""


@dataclass(frozen=True, slots=True)
class Package:
    """One resolved package: its version and what it requires, as its metadata says."""

    version: str
    requires: tuple[str, ...]


def main(arguments: Sequence[str]) -> int:
    """Writes installer/locks/station.txt, dev.txt and train.txt."""
    parser = argparse.ArgumentParser(prog="installer.lock", description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit together")
    options = parser.parse_args(arguments)
    folder = ROOT / "installer" / "locks"
    kept = {} if options.upgrade else _locked(folder)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    base = [*project["dependencies"], *BUILD]
    of_station: dict[str, str] = {}
    for name, extra in (("station", None), ("dev", "dev"), ("train", "train")):
        say(f"Resolving {name}")
        roots = [*base, *(project["optional-dependencies"][extra] if extra else [])]
        lines = lock_lines(roots, kept)
        # dev and train come on top of the station; where they share a package, they share its version.
        lines = {package: line for package, line in lines.items() if package not in of_station}
        _write(folder / f"{name}.txt", name, lines)
        of_station = of_station or lines
        kept = kept | {package: _version(line) for package, line in lines.items()}
    return 0


def _version(line: str) -> str:
    return line.partition("==")[2].partition(" ")[0]


def lock_lines(roots: Sequence[str], constraints: Mapping[str, str]) -> dict[str, str]:
    """Name -> line of the lock for everything that the roots need on any platform."""
    packages = resolve(roots, constraints)
    needed = {platform: _closure_of(packages, roots, platform) for platform in PLATFORMS}
    absent = sorted(set().union(*needed.values()) - packages.keys())
    if absent:
        # What only another platform needs; pip resolves for this one, so it is asked by name.
        packages |= resolve(absent, constraints)
        needed = {platform: _closure_of(packages, roots, platform) for platform in PLATFORMS}
    everywhere = set.intersection(*needed.values())
    anywhere = sorted(set().union(*needed.values()))
    return {name: _line(name, packages[name], name in everywhere, needed) for name in anywhere}


def _line(name: str, package: Package, everywhere: bool, needed: Mapping[str, set[str]]) -> str:
    if everywhere:
        return f"{name}=={package.version}"
    only = next(platform for platform, names in needed.items() if name in names)
    return f'{name}=={package.version} ; sys_platform == "{only}"'


def _closure_of(packages: Mapping[str, Package], roots: Sequence[str], platform: str) -> set[str]:
    system, os_name = PLATFORMS[platform]
    machine = "x86_64" if platform == "linux" else "AMD64"
    found: set[str] = set()
    for python in PYTHONS:
        markers = {
            "sys_platform": platform, "platform_system": system, "os_name": os_name, "python_version": python,
            "python_full_version": f"{python}.0", "platform_machine": machine,
        }  # fmt: skip
        found |= closure(packages, roots, markers)
    return found


def closure(packages: Mapping[str, Package], roots: Iterable[str], markers: Mapping[str, str]) -> set[str]:
    """Names of all that the roots need where the markers hold, extras followed."""
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    todo = [(Requirement(root), "") for root in roots]
    while todo:
        requirement, extra = todo.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({**markers, "extra": extra}):
            continue
        name = canonical(requirement.name)
        found.add(name)
        for wanted in ("", *requirement.extras):
            if (name, wanted) not in seen and name in packages:
                seen.add((name, wanted))
                todo += [(Requirement(line), wanted) for line in packages[name].requires]
    return found


def resolve(roots: Sequence[str], constraints: Mapping[str, str]) -> dict[str, Package]:
    """What pip would install for the roots on this machine, without installing it."""
    with tempfile.TemporaryDirectory() as folder:
        fixed, report = Path(folder, "constraints.txt"), Path(folder, "report.json")
        lines = [f"{name}=={version}\n" for name, version in constraints.items()]
        fixed.write_text("".join(lines), encoding="utf-8")
        command = [
            str(station().python), "-m", "pip", "install", "--dry-run", "--ignore-installed", "-qq",
            "--report", str(report), "--constraint", str(fixed), *roots,
        ]  # fmt: skip
        done = subprocess.run(command, check=False, env=clean_variables())
        if done.returncode:
            raise SetupError("pip could not resolve the dependencies; see above.")
        return _packages(json.loads(report.read_text(encoding="utf-8")))


def _packages(report: Mapping[str, Any]) -> dict[str, Package]:
    metadata = [item["metadata"] for item in report["install"]]
    return {
        canonical(entry["name"]): Package(entry["version"], tuple(entry.get("requires_dist", ())))
        for entry in metadata
    }


def _locked(folder: Path) -> dict[str, str]:
    locked: dict[str, str] = {}
    for lock in sorted(folder.glob("*.txt")):
        for platform in PLATFORMS:
            locked |= locked_versions(lock, platform)
    return locked


def _write(path: Path, name: str, lines: Mapping[str, str]) -> None:
    head = f"# {name}: the full closure, locked. Made by installer/lock.py from pyproject.toml.\n"
    path.write_text(head + "\n".join(lines.values()) + "\n", encoding="utf-8", newline="\n")
    say(f"{path.relative_to(ROOT)}: {len(lines)} packages")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
