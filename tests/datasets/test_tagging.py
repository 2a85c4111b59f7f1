import pytest

from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.splitting.dividing import SplitRule
from inspector_app.datasets.splitting.splitting import split_dataset
from inspector_app.datasets.store import read_dataset, write_dataset
from inspector_app.datasets.tagging import Tagged, read_tags, tag_dataset
from inspector_app.datasets.vault.keeping import known_of_vault
from inspector_app.settings.dataset_figures import DatasetFigures
from inspector_app.settings.home import Home
from tests.datasets.lots import a_dataset, lots


@pytest.fixture
def home(tmp_path):
    station = Home(tmp_path / "home").create()
    write_dataset(a_dataset(lots(tmp_path / "new", 4)), station.datasets / "boards")
    return station


def _tags(home):
    return {image.name: image.tags for image in read_dataset(home.datasets / "boards").images}


def _table(tmp_path, text):
    path = tmp_path / "tags.csv"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize(
    "text", ["name,light\na,ring\nb,\n", "\ufeffname;light\r\na;ring\r\nb;\r\n"], ids=["unix", "excel"]
)
def test_a_table_is_read(tmp_path, text):
    assert read_tags(_table(tmp_path, text)) == {"a": {"light": "ring"}, "b": {}}


def test_tags_are_added_and_others_stay(home):
    before = _tags(home)
    done = tag_dataset(home, "boards", {"lot00-0": {"light": "dome", "lot": "X"}}, {"light": "ring"})
    assert done == Tagged(16, 0)
    assert _tags(home)["lot00-0"] == {"lot": "X", "light": "dome"}
    assert _tags(home)["lot01-2"] == {**before["lot01-2"], "light": "ring"}
    assert tag_dataset(home, "boards", {}, {"light": "ring", "lot": "X"}).images == 16


def test_images_in_the_vault_keep_theirs(home):
    split_dataset(home, "boards", SplitRule.of(DatasetFigures(), seed=1))
    kept = known_of_vault(home.vaults / "boards")
    done = tag_dataset(home, "boards", {kept[0].name: {"light": "ring"}}, {})
    assert done == Tagged(0, 1)


def test_a_name_that_is_not_there_changes_nothing(home):
    before = _tags(home)
    with pytest.raises(DatasetError, match=r"1 names of the table are no image of it, 'lot00-0\.png' first"):
        tag_dataset(home, "boards", {"lot00-0.png": {"light": "x"}, "lot00-1": {"light": "x"}}, {})
    assert _tags(home) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "tags.csv:1: there is no column 'name'"),
        ("image,light\n", "tags.csv:1: there is no column 'name'"),
        ("name,split\na,train\n", "tags.csv:1: the tag split is set by `dataset split`"),
        ("name,light,light\n", "tags.csv:1: a column has no name, or that of another"),
        ("name,light\na,ring,more\n", "tags.csv:2: it has more or fewer cells"),
        ("name,light\na\n", "tags.csv:2: it has more or fewer cells"),
        ("name,light\na,x\na,y\n", "tags.csv:3: 'a' is there twice"),
        ('name,light\na,"x\n', "tags.csv: after line 1: unexpected end of data"),
    ],
)
def test_what_is_wrong_is_said_with_the_line(tmp_path, text, said):
    with pytest.raises(DatasetError) as caught:
        read_tags(_table(tmp_path, text))
    assert said in str(caught.value)


def test_no_text_and_no_file_are_named(tmp_path):
    path = tmp_path / "tags.csv"
    with pytest.raises(DatasetError, match=r"tags\.csv: can't be read"):
        read_tags(path)
    path.write_bytes(b"name,light\na,\xff\n")
    with pytest.raises(DatasetError, match=r"tags\.csv: can't be read"):
        read_tags(path)


def test_the_part_is_not_set_by_hand(home):
    with pytest.raises(DatasetError, match="set by `dataset split`"):
        tag_dataset(home, "boards", {}, {"split": "train"})
