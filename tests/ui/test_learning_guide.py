"""The path from labelled images to a package: read off what the home has, so that it can be left at any step."""

from dataclasses import replace

import pytest

from inspector_app.ui.learning.answers import CheckAnswer, ImportAnswer
from inspector_app.ui.learning.guide import next_step, steps_of
from inspector_app.ui.learning.ports import DatasetLine, JobLine, Overview, PackageLine, TrainingLine
from inspector_app.ui.learning.wishes import CheckWish, FreezeWish, ImportWish, SplitWish
from tests.ui.learning_fakes import EMPTY, training, version

ONE = DatasetLine("housings", 3200, 0, ())
SPLIT = replace(ONE, in_vault=800)
FROZEN = replace(SPLIT, versions=(version(),))
IMPORTED = JobLine(
    ImportWish(name="housings"), "done", "2026-11-01T10:00:00+00:00", answer=ImportAnswer("yolo", 1, 1, {})
)


def checked(errors: int = 0, at: str = "2026-11-01T11:00:00+00:00") -> JobLine:
    counts = {"error": errors, "warning": 2, "note": 0}
    return JobLine(
        CheckWish(name="housings"), "done", at, answer=CheckAnswer("housings", 1, 0, not errors, counts, ())
    )


def split(at: str = "2026-11-01T12:00:00+00:00") -> JobLine:
    return JobLine(SplitWish(name="housings"), "done", at)


def states(one: DatasetLine, **changes: object) -> list[str]:
    return [step.state for step in steps_of(one, over(**changes))]


def over(**changes: object) -> Overview:
    return replace(EMPTY, **changes)


def action(one: DatasetLine, **changes: object) -> str:
    step = next_step(steps_of(one, over(**changes)))
    return step.action if step is not None else ""


def test_each_step_leads_to_the_next() -> None:
    assert action(ONE) == "check"
    assert action(ONE, jobs=(IMPORTED, checked())) == "split"
    assert action(SPLIT, jobs=(IMPORTED, checked(), split())) == "freeze"
    assert action(FROZEN, jobs=(IMPORTED, checked(), split())) == "train"
    done = training(dataset="housings@1")
    assert action(FROZEN, jobs=(IMPORTED,), trainings=(done,)) == "quantise"
    made = (PackageLine("housings-v1", "under test"),)
    assert action(FROZEN, jobs=(IMPORTED,), trainings=(done,), packages=made) == ""
    assert states(FROZEN, trainings=(done,), packages=made) == ["done"] * 6


def test_a_home_that_was_filled_at_the_command_line_is_on_the_path_too() -> None:
    assert action(SPLIT) == "check"
    assert action(FROZEN) == "train"


def test_images_that_came_in_since_go_round_again() -> None:
    later = replace(IMPORTED, at="2026-11-20T10:00:00+00:00")
    jobs = (later, checked(), split())
    assert states(FROZEN, jobs=jobs, trainings=(training(dataset="housings@1"),)) == [
        "done", "next", "later", "later", "later", "later",
    ]  # fmt: skip
    jobs = (later, checked(at="2026-11-20T11:00:00+00:00"), split("2026-11-20T12:00:00+00:00"))
    assert action(FROZEN, jobs=jobs) == "freeze"


def test_errors_warn_and_hold_nobody_up() -> None:
    found = steps_of(ONE, over(jobs=(IMPORTED, checked(errors=2))))
    assert (found[1].state, found[1].words, found[2].state) == ("warned", "2 errors", "next")


@pytest.mark.parametrize(
    ("line", "state", "does"),
    [
        (training(state="running"), "running", ""),
        (training(state="stopped"), "failed", "resume"),
        (training(state="quantising"), "done", ""),
        (training(trouble="There are no images of the test part."), "done", "quantise"),
    ],
)
def test_a_training_on_its_way(line: TrainingLine, state: str, does: str) -> None:
    found = steps_of(FROZEN, over(trainings=(line,)))
    assert found[4].state == state
    assert action(FROZEN, trainings=(line,)) == does


def test_while_a_job_works_nothing_else_is_next() -> None:
    jobs = (
        JobLine(FreezeWish(name="housings", note="x", by="y"), "running", "2026-11-02T10:00:00+00:00"),
        split(),
    )
    assert states(SPLIT, jobs=(*jobs, checked()))[3:] == ["running", "later", "later"]
    assert action(SPLIT, jobs=(*jobs, checked())) == ""


def test_classes_are_approved_before_a_training() -> None:
    assert action(replace(FROZEN, versions=(version(unapproved=("dent",)),))) == "approve"
