import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = [ROOT / "installer" / "run.py", ROOT / "installer" / "test.py"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.name)
def test_an_old_python_can_parse_it(entry):
    source = entry.read_bytes().decode("ascii")
    tree = ast.parse(source, feature_version=(3, 7))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.FunctionDef, ast.Match)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.name)
def test_an_old_python_gets_a_sentence(entry):
    code = f"import sys, runpy; sys.version_info = (3, 8, 1); runpy.run_path({str(entry)!r})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr.startswith("Inspector needs Python 3.11 or newer.")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda path: path.name)
def test_help_works_from_any_folder(entry, tmp_path):
    done = subprocess.run(
        [sys.executable, str(entry), "--help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert "--" in done.stdout


def test_the_installer_needs_the_standard_library_only():
    # lock.py is the maintainer's and runs inside .venv.
    for path in sorted((ROOT / "installer").glob("*.py")):
        if path.name != "lock.py":
            imported = {name.split(".")[0] for name in _imports(path)}
            assert imported <= sys.stdlib_module_names | {"installer"}, path


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
