from datetime import timedelta

import pytest

from inspector_app.bootstrap.kept_evaluations import as_evidence, keep_evaluation, newest_evaluation
from inspector_app.learning.evaluating.evaluation import EvaluationError
from inspector_app.settings.home import Home
from tests.validation.sample_evaluation import make_evaluation


class Package:
    """What is asked of a package here."""

    sha256 = make_evaluation().model.sha256


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def measured(later_s=0, unseen=True, **model):
    sample = make_evaluation()
    return sample.model_copy(
        update={
            "evaluated_at": sample.evaluated_at + timedelta(seconds=later_s),
            "data": sample.data.model_copy(update={"unseen": unseen}),
            "model": sample.model.model_copy(update=model),
        }
    )


def test_the_newest_of_a_package_is_found_again(home):
    keep_evaluation(home, measured(60))
    keep_evaluation(home, measured())
    assert newest_evaluation(home, Package()) == measured(60)
    evidence = as_evidence(measured(60))
    assert evidence.said.startswith("the evaluation of 2026-11-24 05:01 UTC on 400 fresh boards")
    assert evidence.machine == measured().latency.machine


def test_seen_images_and_floating_point_are_not_kept(home):
    assert keep_evaluation(home, measured(unseen=False)) is None
    assert keep_evaluation(home, measured(precision="fp32")) is None
    assert newest_evaluation(home, Package()) is None


def test_a_package_whose_hash_begins_alike_is_another_one(home):
    keep_evaluation(home, measured(sha256=Package.sha256[:16] + "0" * 48))
    assert newest_evaluation(home, Package()) is None


def test_one_that_can_not_be_read_is_named_since_it_may_be_the_worse(home):
    path = keep_evaluation(home, measured())
    path.write_text(path.read_text(encoding="utf-8")[:200], encoding="utf-8")
    with pytest.raises(EvaluationError, match=path.name):
        newest_evaluation(home, Package())
