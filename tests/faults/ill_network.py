"""A network that falls ill for the next runs: answers that are none, errors, and answers that come too late."""

import time

import numpy as np

from tests.bootstrap.line_process import Blind


def _answer(rows, value=0.0):
    return np.full((1, rows, 8400), value, np.float32)


ROWS = 4 + len(Blind.classes)
BROKEN_OUTPUTS = {
    "not a number": lambda: _answer(ROWS, np.nan),
    "infinity": lambda: _answer(ROWS, np.inf),
    "a class too few": lambda: _answer(ROWS - 1),
    "a class too many": lambda: _answer(ROWS + 1),
    "another shape": lambda: _answer(ROWS)[0],
    "nothing": lambda: None,
}


def raising():
    """Fails as the runtime does."""
    raise RuntimeError("the plugin failed")


class IllNetwork(Blind):
    """Finds nothing, and on the next runs does what `plan` holds for each, in turn."""

    def __init__(self):
        self.plan = []

    def run(self, network_input):
        answer = super().run(network_input)
        return self.plan.pop(0)() if self.plan else answer


def after(seconds):
    """A right answer that takes so long."""

    def late():
        time.sleep(seconds)
        return _answer(ROWS)

    return late
