"""The project keeps its shape: small files, small functions, parts that the import rules know."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted([*(ROOT / "inspector_app").rglob("*.py"), *(ROOT / "installer").glob("*.py")])
LINES_A_FILE = 300
LINES_A_FUNCTION = 40
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}


def _functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _body_lines(function):
    """Lines of what it does; its signature and its docstring explain and don't count."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_files_stay_small():
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES
    }
    assert not {name: lines for name, lines in sizes.items() if lines > LINES_A_FILE}


def test_functions_stay_small():
    large = {}
    for path in SOURCES:
        for function in _functions(ast.parse(path.read_text(encoding="utf-8"))):
            if _body_lines(function) > LINES_A_FUNCTION:
                large[f"{path.relative_to(ROOT)}:{function.name}"] = _body_lines(function)
    assert not large


def test_no_name_says_nothing():
    assert not [path for path in SOURCES if VAGUE & {part.lower() for part in (*path.parts, path.stem)}]


def test_every_part_is_in_the_import_rules():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rules = str(project["tool"]["importlinter"]["contracts"])
    parts = {path.parent.name for path in (ROOT / "inspector_app").glob("*/__init__.py")}
    assert not {part for part in parts if f"inspector_app.{part}" not in rules}


def test_every_exception_from_a_type_rule_says_why():
    for path in SOURCES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if "# type: ignore" in line:
                reason = line.partition("# type: ignore")[2].partition("]")[2]
                assert len(reason.strip(" -#")) > 8, f"{path.relative_to(ROOT)}:{number}"
