"""A run of triggers with every mishap: the small version of `inspector-app line triggers`."""

import json

import pytest

from inspector_app.inspection.joining import Joiner
from inspector_app.simulation.trigger_run import TriggerPlan, TriggerRun


@pytest.mark.parametrize("views", [1, 4, 8])
def test_no_part_is_lost_or_twice_or_mixed_up_and_only_those_concerned_are_rejected(views):
    counts = TriggerRun(TriggerPlan(2500, views=views, mishap_rate=0.004, parts_per_hour=6000)).run()
    assert counts.triggers == 2500
    assert counts.parts == 2500 - counts.unheard
    assert counts.whole + counts.rejected == counts.parts
    assert (counts.lost, counts.twice, counts.mixed_up, counts.innocent) == (0, 0, 0, 0)
    assert counts.rejected > 20
    assert len(counts.mishaps) == 7
    assert counts.gaps
    assert counts.repeats
    assert counts.late or views == 1


def test_without_mishaps_every_part_is_whole_but_for_those_that_were_past_a_camera():
    counts = TriggerRun(TriggerPlan(300, mishap_rate=0.0)).run()
    assert (counts.whole, counts.rejected) == (298, 2)
    assert counts.right


def test_a_joiner_that_ignores_missed_triggers_is_found_out(monkeypatch):
    announce = Joiner.announce
    monkeypatch.setattr(Joiner, "announce", lambda self, part, at, missed=0: announce(self, part, at))
    counts = TriggerRun(TriggerPlan(2000, mishap_rate=0.01)).run()
    assert counts.mixed_up
    assert not counts.right
    assert json.loads(json.dumps(counts.as_json()))["right"] is False
