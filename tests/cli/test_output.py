import json
import shlex
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import numpy as np
import pytest
from pydantic import BaseModel

from inspector_app.cli.output import answer, to_json


@dataclass
class _Counts:
    good: int


class _Card(BaseModel):
    name: str


def test_everything_that_commands_answer_becomes_plain_json():
    at = datetime(2026, 1, 2, tzinfo=UTC)
    result = {
        "rate": float("nan"), "limit": float("inf"), "at": at, "counts": _Counts(3), "card": _Card(name="é"),
        "array": np.array([1.5, 2]), "scalar": np.float32(0.5), "pair": (1, None), 3: True,
    }  # fmt: skip
    assert json.loads(to_json(result)) == {
        "rate": None, "limit": None, "at": at.isoformat(), "counts": {"good": 3}, "card": {"name": "é"},
        "array": [1.5, 2.0], "scalar": 0.5, "pair": [1, None], "3": True,
    }  # fmt: skip


def test_not_a_number_inside_an_array_is_null():
    assert to_json({"a": np.array([np.nan])}) == '{"a": [null]}'


def test_what_has_no_form_is_refused():
    with pytest.raises(TypeError, match="PurePosixPath"):
        to_json({"x": PurePosixPath("a")})


def test_text_for_people(capsys):
    answer({"parts": 1}, as_json=False, text="1 part")
    assert capsys.readouterr().out == "1 part\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes streams")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_lead_nowhere_and_least_of_all_into_a_file(tmp_path, closed):
    words = f'"{sys.executable}" -m inspector_app.cli.main db upgrade --home "{tmp_path}" --json {closed}'
    for _ in range(2):
        assert subprocess.run(words, shell=True, capture_output=True, timeout=60, check=False).returncode == 0
    assert (tmp_path / "station.db").read_bytes()[:6] == b"SQLite"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes streams")
def test_what_a_command_starts_has_streams_as_well(tmp_path):
    seen = tmp_path / "seen"
    child = (
        f"import sys; open({str(seen)!r}, 'w').write(str([sys.stdin, sys.stdout, sys.stderr].count(None)))"
    )
    code = (
        "import subprocess, sys; from inspector_app.cli import output\n"
        f"output.open_missing_streams(); subprocess.run([sys.executable, '-c', {child!r}])"
    )
    words = f"{shlex.join([sys.executable, '-c', code])} <&- >&- 2>&-"
    subprocess.run(words, shell=True, timeout=60, check=True)
    assert seen.read_text() == "0"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full stands for the full disk")
def test_an_answer_that_goes_to_a_full_disk_is_one_sentence(tmp_path):
    words = [sys.executable, "-m", "inspector_app.cli.main", "db", "upgrade", "--home", tmp_path, "--json"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        "No space left on device. Free some space, then do it again.\n",
    )


NAMES = ["größe", "日本", "b\udcff"]
"""The last is what a file's name becomes whose bytes are no text."""


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1252"])
def test_names_that_the_console_cannot_show_are_said_all_the_same(encoding):
    code = (
        "import sys; from inspector_app.cli import output\n"
        f"sys.stdout.reconfigure(encoding={encoding!r}, errors='strict')\n"
        f"names = {NAMES!r}\n"
        "output.answer({}, as_json=False, text=' '.join(names))\n"
        "output.set_stdout_aside()\n"
        "output.answer({'names': names}, as_json=True, text='')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True, timeout=60)
    text, in_json = done.stdout.splitlines()
    assert text == " ".join(NAMES).encode(encoding, "backslashreplace")
    assert json.loads(in_json) == {"names": NAMES}
