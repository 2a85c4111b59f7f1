import pytest

from inspector_app.learning.proposals.int8_limit import WHOLE, held_against, keep_floating_point
from inspector_app.learning.quantising.int8_drop import DropLimit
from tests.learning.examined import board

LIMIT = DropLimit(0.3, 1.0)


def boards(missed=0):
    return [
        board((("open", 0.4), ("open", 0.9) if number >= missed else None), (("short", 0.4), ("short", 0.9)))
        for number in range(10)
    ]


def test_int8_that_holds_stays_and_what_it_cost_is_said():
    made = held_against(boards(), boards(), ("open", "short"), LIMIT)
    assert (made.held, made.reverted) == (True, ())
    assert made.as_json()["drop"]["images"] == 10


def test_beyond_the_limit_all_goes_back_and_the_card_says_why():
    said = held_against(boards(missed=2), boards(), ("open", "short"), LIMIT).as_json()
    assert (said["reverted"], said["held"]) == ([WHOLE], True)
    assert said["drop_before"]["points"] == pytest.approx(10)
    assert said["drop_before"]["recall"]["open"] == {"n": 10, "fp32": 1.0, "int8": 0.8}
    assert said["drop"]["points"] == 0


def test_what_runs_then_is_the_reference(tmp_path):
    for kind in ("reference", "model"):
        for end in ("xml", "bin"):
            (tmp_path / f"{kind}.{end}").write_text(f"{kind} {end}")
    keep_floating_point(tmp_path)
    assert (tmp_path / "model.xml").read_text() == "reference xml"
    assert (tmp_path / "model.bin").read_text() == "reference bin"
