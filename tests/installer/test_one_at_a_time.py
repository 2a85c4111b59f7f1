import subprocess
import sys
from pathlib import Path

from installer.one_at_a_time import one_at_a_time

ROOT = Path(__file__).resolve().parents[2]
_HOLD = "import sys, time; from pathlib import Path; from installer.one_at_a_time import one_at_a_time\n"


def test_the_second_waits_until_the_first_is_done_or_dead(tmp_path, capsys):
    code = _HOLD + "with one_at_a_time(Path(sys.argv[1])): print('in', flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout.readline() == "in\n"
        waiter = subprocess.Popen(
            [sys.executable, "-c", _HOLD + "with one_at_a_time(Path(sys.argv[1])): pass", str(tmp_path)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert "waiting" in waiter.stdout.readline()
        assert waiter.poll() is None
        first.kill()
    waiter.communicate(timeout=30)
    assert waiter.returncode == 0
    with one_at_a_time(tmp_path):
        assert "waiting" not in capsys.readouterr().out
