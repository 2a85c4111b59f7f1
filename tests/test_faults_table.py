"""docs/faults.md: thirty faults, and tests that are really there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.*) \|$", PAGE, re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def functions(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_each_of_thirty_faults_has_its_tests_or_says_that_it_is_not_built():
    assert [int(number) for number, _ in ROWS] == list(range(1, 31))
    assert not [number for number, row in ROWS if not NAMED.search(row) and "*Not built.*" not in row]


def test_every_test_that_the_page_names_is_there():
    named = NAMED.findall(PAGE)
    assert len(named) == PAGE.count("::"), "a name that is not written as `tests/FILE.py::NAME`"
    assert not [f"{path}::{name}" for path, name in named if name not in functions(path)]


def test_every_file_that_the_page_names_is_there():
    assert not [path for path in re.findall(r"`(tests/[\w/.]+)[`:]", PAGE) if not (ROOT / path).exists()]
