"""Frame ids and frozen pictures."""

import numpy as np

from inspector_app.cameras.frame_checks import FrameChecks


def test_ids_that_count_up_are_fine_wherever_they_begin():
    checks = FrameChecks()
    assert [checks.id_problem(number) for number in (41, 42, 43)] == [None, None, None]
    checks.restart()
    assert checks.id_problem(1) is None


def test_a_gap_and_a_repeat_are_counted_and_said():
    checks = FrameChecks()
    checks.id_problem(1)
    assert "2 to 4" in checks.id_problem(5)
    assert "5 came again" in checks.id_problem(5)
    assert (checks.gaps, checks.repeats) == (3, 1)
    assert checks.id_problem(6) is None


def test_three_equal_pictures_in_a_row_are_frozen_even_over_a_restart():
    checks = FrameChecks()
    picture, other = np.full((64, 64, 3), 5, np.uint8), np.full((64, 64, 3), 6, np.uint8)
    assert [checks.frozen(image) for image in (picture, picture, other, other)] == [False] * 4
    checks.restart()
    assert checks.frozen(other)
    assert not checks.frozen(picture)


def test_a_free_running_camera_counts_on_between_parts_but_never_back():
    checks = FrameChecks()
    assert [checks.id_problem(frame_id, free_running=True) for frame_id in (5, 9, 30)] == [None, None, None]
    assert "came again" in checks.id_problem(30, free_running=True)
    assert (checks.gaps, checks.repeats) == (0, 1)
