"""A line in a process of its own whose inference falls ill once a file is there.

Run it as `python -m tests.faults.ill_line HOME`.
`hang` in the home's run folder makes the next inference never return, `segfault` makes the process end in it.
"""

import ctypes
import os
import sys
import threading
from pathlib import Path

from inspector_app.bootstrap.line import run_line
from inspector_app.bootstrap.sources import SimulatedSource
from inspector_app.settings.home import Home
from inspector_app.settings.station import Settings
from tests.bootstrap.line_process import CARD, Blind, ModelPackage

PARTS_PER_HOUR = 6000


class FallsIll(Blind):
    """Looks for its illness before each run, and takes it away, so that it comes once."""

    def __init__(self, folder):
        self._folder = Path(folder)

    def run(self, network_input):
        if self._is("hang"):
            threading.Event().wait()
        if self._is("segfault"):
            ctypes.string_at(0)
        return super().run(network_input)

    def _is(self, illness):
        try:
            (self._folder / illness).unlink()
        except FileNotFoundError:
            return False
        return True


def main():
    home = Home(Path(sys.argv[1]))

    def open_ill(name, home):
        return ModelPackage(home.models / name, CARD, "0" * 64), FallsIll(home.run)

    source = SimulatedSource(PARTS_PER_HOUR, defect_rate=0.0, mishap_rate=0.0)
    try:
        run_line(home, Settings(), source=source, restarted="--restarted" in sys.argv, open_model=open_ill)
    except Exception as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(1)


if __name__ == "__main__":
    main()
