import pytest

from inspector_app.learning.packages.steps import Step, Steps

PLAN = (Step("export", 100), Step("measure", 300))


@pytest.fixture
def told():
    return []


@pytest.fixture
def clock():
    return [0.0]


def new(told, clock, said=None):
    return Steps(PLAN, (said if said is not None else []).append, told.append, lambda: clock[0])


def test_each_step_is_said_once_and_counted(told, clock):
    said = []
    steps = new(told, clock, said)
    steps.begin("export")
    progress = steps.begin("measure")
    progress(1, 2)
    assert said == ["export", "measure"]
    assert [(one.what, one.step, one.steps, one.done, one.total) for one in told] == [
        ("export", 1, 2, 0, 0),
        ("measure", 2, 2, 0, 0),
        ("measure", 2, 2, 1, 2),
    ]


def test_the_rest_is_known_by_the_work_so_far(told, clock):
    steps = new(told, clock)
    steps.begin("export")
    assert told[-1].rest_s is None
    clock[0] = 10.0
    progress = steps.begin("measure")
    assert told[-1].rest_s == pytest.approx(30)
    clock[0] = 25.0
    progress(150, 300)
    assert told[-1].rest_s == pytest.approx(15)


def test_a_step_that_was_not_planned_is_one_more_and_its_time_spoils_no_estimate(told, clock):
    steps = new(told, clock)
    steps.begin("export")
    clock[0] = 10.0
    steps.begin("go back")
    assert (told[-1].step, told[-1].steps, told[-1].rest_s) == (2, 3, None)
    clock[0] = 500.0
    steps.begin("measure")
    assert (told[-1].step, told[-1].steps) == (3, 3)
    assert told[-1].rest_s == pytest.approx(30)
