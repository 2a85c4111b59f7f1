import pytest

from inspector_app.domain.recipe import Mode
from inspector_app.records.database import DatabaseError
from inspector_app.records.model_runs import model_runs
from tests.records.builders import inspect, recipe


def test_it_says_which_package_ran_when_by_which_recipe_on_which_line(home, store):
    store.remember_recipe(recipe(version=1, mode=Mode.SHADOW))
    store.remember_model("boards", "ab" * 32, "{}")
    first = [inspect(store, number) for number in (1, 2, 3)]
    (run,) = model_runs(home, "ab" * 32)
    assert (run.model, run.recipe, run.version, run.line, run.mode) == (
        "boards",
        "demo",
        1,
        "board",
        "shadow",
    )
    assert run.inspections == 3
    assert (run.first, run.last) == (first[0].started_at, first[-1].started_at)
    assert model_runs(home, "cd" * 32) == ()
    assert model_runs(home) == (run,)


def test_a_home_without_a_record_has_seen_none_and_a_broken_one_is_said(home):
    home.database.unlink(missing_ok=True)
    assert model_runs(home) == ()
    home.database.write_bytes(b"no database" * 1000)
    with pytest.raises(DatabaseError):
        model_runs(home)
