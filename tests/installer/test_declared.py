"""What the code imports is what pyproject.toml declares: nothing comes by luck through another package."""

import ast
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from installer.lock_files import canonical, locked_versions

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# Where a module's name is not its package's. shiboken6 and genicam come with the package that needs them.
PACKAGES = {
    "cv2": "opencv-python", "yaml": "pyyaml", "PySide6": "pyside6-essentials", "shiboken6": "pyside6-essentials",
    "genicam": "harvesters", "PIL": "pillow", "pytestqt": "pytest-qt", "paho": "paho-mqtt",
}  # fmt: skip


def _declared(*extras):
    lines = [
        *PROJECT["dependencies"],
        *(line for extra in extras for line in PROJECT["optional-dependencies"][extra]),
    ]
    return {canonical(Requirement(line).name) for line in lines}


def _listed(file):
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return {canonical(Requirement(line).name) for line in lines if not line.startswith("#")}


def _imported(folder):
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            else:
                continue
            yield from ((path.relative_to(ROOT), name.partition(".")[0]) for name in names)


def _undeclared(folder, declared):
    ours = {"inspector_app", "installer", "tests"} | sys.stdlib_module_names
    return {
        (str(path), name)
        for path, name in _imported(folder)
        if name not in ours and canonical(PACKAGES.get(name, name)) not in declared
    }


def test_the_program_declares_what_it_imports():
    # what bench is held beside has an environment of its own
    found = _undeclared("inspector_app", _declared("train") | _listed("installer/peers.txt"))
    assert not found


def test_only_learning_imports_what_only_training_has():
    found = {path for path, _ in _undeclared("inspector_app", _declared())}
    assert {path for path in found if not path.startswith(str(Path("inspector_app", "learning")))} == set()


def test_the_tests_declare_what_they_import():
    # in an environment of their own, which the formats' test may be given
    apart = _listed("tests/datasets/formats/other_tools.txt")
    assert not _undeclared("tests", _declared("train", "dev") | apart)


def test_each_dependency_is_explained_at_the_version_that_is_locked():
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    locks = sorted((ROOT / "installer" / "locks").glob("*.txt"))
    locked = {name: version for lock in locks for name, version in locked_versions(lock).items()}
    for name in _declared("train", "dev"):
        about = [row for row in rows if name in canonical(row.split("|")[1])]
        assert any(locked[name] in row for row in about), f"{name} {locked[name]}"
