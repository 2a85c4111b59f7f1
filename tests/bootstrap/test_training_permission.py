from dataclasses import replace

import pytest

from inspector_app.bootstrap.training import own_images, source_told
from inspector_app.bootstrap.training_permission import Acceptance, permission
from inspector_app.datasets.catalogue.keeping import approve, edit_entry
from inspector_app.datasets.splitting.dividing import SplitRule
from inspector_app.datasets.splitting.splitting import split_dataset
from inspector_app.datasets.store import write_dataset
from inspector_app.datasets.versions.freezing import Reason, freeze
from inspector_app.domain.catalogue import Severity
from inspector_app.learning.training.plan import TrainingError
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home
from tests.datasets.lots import a_dataset, lots

ACCEPTANCE = Acceptance("Ada", "a trial")


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "home").create()
    write_dataset(
        a_dataset(lots(tmp_path / "new", 10), ("spur", "open", "never seen")), home.datasets / "boards"
    )
    split_dataset(home, "boards", SplitRule.of(DatasetFigures(), 1))
    return home


def frozen(home, *errors):
    return freeze(home, "boards", Reason("first", "Ana", errors))


def test_classes_that_nobody_approved_are_named_but_those_without_images_are_not(home):
    version = frozen(home)
    approve(home, ["spur"], by="Q. Lead")
    with pytest.raises(
        TrainingError, match=r"boards@1 has classes that nobody approved: open\. .*approve open --by"
    ):
        permission(home, version, ACCEPTANCE)
    approve(home, ["open"], by="Q. Lead")
    allowed = permission(home, version, ACCEPTANCE)
    assert {code: one.approved_by for code, one in allowed.approved_classes.items()} == {
        "spur": ("Q. Lead",),
        "open": ("Q. Lead",),
    }
    assert allowed.approved_classes["open"].severity == "critical"
    assert (allowed.open_errors, allowed.accepted_by) == ((), "")  # there was nothing to accept


def test_an_approval_counts_for_the_entry_as_it_stands_today(home):
    version = frozen(home, "not-approved: spur has no entry", "not-approved: open has no entry")
    approve(home, ["spur", "open"], by="Q. Lead")
    assert permission(home, version, None).open_errors == ()
    edit_entry(home, "open", by="Bo", note="", severity=Severity.MINOR)
    with pytest.raises(TrainingError, match="nobody approved: open"):
        permission(home, version, None)


def test_open_errors_are_accepted_by_name_and_kept(home):
    errors = [f"too-few: class {number}" for number in range(7)]
    version = frozen(home, "not-approved: spur", *errors)
    approve(home, ["spur", "open"], by="Q. Lead")
    with pytest.raises(TrainingError) as refused:
        permission(home, version, None)
    said = str(refused.value)
    assert "too-few: class 4" in said
    assert "and 2 more" in said
    assert "--open-errors-accepted-by NAME --reason TEXT" in said
    allowed = permission(home, version, ACCEPTANCE)
    assert allowed.open_errors == tuple(errors)
    assert (allowed.accepted_by, allowed.reason) == ("Ada", "a trial")
    assert allowed.accepted_at


def test_a_class_with_blanks_is_typed_in_quotes(home):
    version = frozen(home)
    parts = {
        part: figures.model_copy(update={"classes": {"Kratzer tief": 3}})
        for part, figures in version.manifest.parts.items()
    }
    manifest = version.manifest.model_copy(update={"classes": ("Kratzer tief",), "parts": parts})
    with pytest.raises(TrainingError, match='approve "Kratzer tief" --by'):
        permission(home, replace(version, manifest=manifest), None)


def test_a_training_that_has_begun_is_not_asked_again(home, tmp_path):
    version, work = frozen(home), tmp_path / "work"
    with pytest.raises(TrainingError, match="nobody approved"):
        own_images(home, "boards", work, None)
    work.mkdir()
    (work / "source.json").write_text('{"dataset": "boards@1"}', encoding="utf-8")
    own = own_images(home, "boards", work, None)
    assert (own.version, own.allowed, own.has_goldens) == (version, None, False)
    assert source_told(work).permission is None
