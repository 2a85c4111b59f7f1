"""Parts at a steady pace."""

import time

from inspector_app.cameras import PacedParts


def test_parts_come_at_their_pace_and_say_when():
    parts = PacedParts(9_000, first_number=5)  # one in 0.4 s
    seen = [part for _ in range(12) if (part := parts.next_part(0.1)) is not None][:3]
    assert [part.number for part in seen] == [5, 6, 7]
    assert abs(seen[2].triggered_s - seen[0].triggered_s - 0.8) < 1e-6


def test_what_the_line_was_late_for_is_missed_and_has_a_number_of_its_own():
    parts = PacedParts(36_000, first_number=1)
    first = parts.next_part(0.2)
    assert first.number == 1
    time.sleep(0.45)
    late = parts.next_part(0.2)
    assert parts.missed >= 3
    assert late.number == 2 + parts.missed
    assert late.triggered_s - first.triggered_s >= 0.4 - 1e-6, "it is the part that lies here now"


def test_a_stopped_feed_gives_no_part_and_owes_none_afterwards():
    parts = PacedParts(36_000, first_number=1)
    parts.running = False
    assert parts.next_part(0.3) is None
    parts.running = True
    assert parts.next_part(0.2).number == 1
    assert parts.missed == 0


def test_without_a_pace_each_part_is_there_at_once():
    parts = PacedParts(0, first_number=1)
    assert [parts.next_part(0.01).number for _ in range(3)] == [1, 2, 3]
    parts.close()
