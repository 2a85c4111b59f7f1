"""What one of both missed, by what was settled, or by what both say."""

from datetime import UTC, datetime

from inspector_app.domain.disposition import Condition
from inspector_app.quality.blind_spots import SidesOfPart, find_blind_spots

GOOD, BAD, UNKNOWN = Condition.GOOD, Condition.BAD, Condition.UNKNOWN


def part(passed, inspector=None, settled=None, label="1"):
    return SidesOfPart(label, datetime(2026, 3, 1, tzinfo=UTC), passed, inspector, "Ada", settled, "open")


def test_each_side_has_its_own_blind_spots():
    spots = find_blind_spots(
        [
            part(True, GOOD),
            part(False, BAD),
            part(True, BAD, BAD, "machine"),
            part(False, GOOD, BAD, "person"),
            part(False, GOOD, GOOD, "false call"),
            part(True, BAD, None, "open"),
            part(True, GOOD, BAD, "both, found later"),
            part(True),
        ]
    )
    assert [one.label for one in spots.machine_missed] == ["machine", "both, found later"]
    assert [one.label for one in spots.person_missed] == ["person", "both, found later"]
    assert [one.label for one in spots.false_calls] == ["false call"]
    assert [one.label for one in spots.not_settled] == ["open"]
    assert (spots.inspected, spots.judged_by_both) == (8, 7)
    table = spots.table
    assert (table.bad_bad, table.bad_good, table.good_bad, table.good_good) == (1, 2, 2, 2)


def test_cant_tell_settles_nothing():
    spots = find_blind_spots([part(False, UNKNOWN, UNKNOWN), part(False, GOOD, UNKNOWN)])
    assert spots.false_calls == []
    assert len(spots.not_settled) == 1
