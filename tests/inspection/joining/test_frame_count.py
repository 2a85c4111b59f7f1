"""Frame ids of one camera."""

from inspector_app.inspection.joining import FrameCount


def test_ids_that_count_up_are_fine_wherever_they_begin():
    count = FrameCount()
    assert [count.problem(number, number) for number in (41, 42, 43)] == ["", "", ""]
    count.restart()
    assert count.problem(1, 44) == ""


def test_a_gap_and_a_repeat_are_counted_and_said_and_the_next_frame_is_fine():
    count = FrameCount()
    count.problem(1, 1)
    assert "2 to 4" in count.problem(5, 2)
    assert "5 came again" in count.problem(5, 3)
    assert (count.gaps, count.repeats) == (3, 1)
    assert count.problem(6, 4) == ""


def test_a_frame_that_was_lost_on_its_way_costs_only_its_own_part():
    count = FrameCount()
    count.problem(1, 1)
    assert count.problem(3, 3) == "", "the id of occasion 2 is missing, and so is its frame"
    assert count.gaps == 1


def test_an_old_frame_in_place_of_one_does_not_cost_the_next_part_as_well():
    count = FrameCount()
    count.problem(1, 1)
    assert count.problem(1, 2)
    assert count.problem(3, 3) == ""


def test_frames_that_the_camera_itself_dropped_explain_their_ids():
    count = FrameCount()
    count.problem(1, 1, dropped=5)
    assert count.problem(4, 2, dropped=7) == ""
    assert count.problem(7, 3, dropped=7) == "frame ids 5 to 6 are missing"
    assert count.gaps == 2


def test_a_free_running_camera_counts_on_between_parts_but_never_back():
    count = FrameCount()
    assert [count.problem(frame_id, None) for frame_id in (5, 9, 30)] == ["", "", ""]
    assert "came again" in count.problem(30, None)
    assert (count.gaps, count.repeats) == (0, 1)
