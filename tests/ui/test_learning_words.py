"""What the command line says with its options, as the window says it with its keys."""

import pytest

from inspector_app.release.gates import judge_gates
from inspector_app.settings.release_figures import ReleaseFigures
from inspector_app.ui.learning.words.job_words import for_window
from tests.release.samples import card
from tests.release.test_gates import GOOD


@pytest.mark.parametrize("called", ["board-defects", "v1.2 (a. b)"])
def test_the_window_offers_its_key_where_the_command_line_says_a_command(called):
    elsewhere = card(figures=card().figures | {"machine": "another CPU"})
    gates = judge_gates(elsewhere, {}, GOOD, ReleaseFigures(), called=called).gates
    (advice,) = [gate.advice for gate in gates if gate.name.endswith("on this machine")]
    assert "inspector-app" in advice
    assert for_window(advice) == "V measures it here, and draws the report"
    assert for_window(f"x. Say which it is with --format voc.\n{advice}\nMore.") == (
        "x. Say which it is under “Format” voc.\nV measures it here, and draws the report\nMore."
    )
