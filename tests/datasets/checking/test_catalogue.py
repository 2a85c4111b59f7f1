import pytest

from inspector_app.datasets.checking.catalogue import read_approvals
from inspector_app.datasets.labelled import DatasetError


def test_who_approved_what(tmp_path):
    path = tmp_path / "catalogue.toml"
    path.write_text('[classes.spur]\napproved_by = "Ana"\n[classes.open]\nname = "Open"\n', encoding="utf-8")
    approvals = read_approvals(path)
    assert approvals.approved_by == {"spur": "Ana"}
    assert approvals.entries == {"spur", "open"}


def test_no_catalogue_is_no_error(tmp_path):
    assert read_approvals(tmp_path / "catalogue.toml").source == ""


@pytest.mark.parametrize(
    "text", ["classes = 3", "[classes", "", "[classes.spur]\napproved_by = 5", "[classes]\nspur = 'x'"]
)
def test_a_wrong_one_is_named(tmp_path, text):
    path = tmp_path / "catalogue.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DatasetError, match=r"catalogue\.toml"):
        read_approvals(path)
