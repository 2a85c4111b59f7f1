import pytest

from inspector_app.datasets.replacing import finish_replacing, replace_dataset
from inspector_app.datasets.store import dataset_folders, read_dataset, write_dataset
from tests.datasets.lots import a_dataset, lots


@pytest.fixture
def folder(tmp_path):
    write_dataset(a_dataset(lots(tmp_path / "new", 2)), tmp_path / "sets" / "boards")
    return tmp_path / "sets" / "boards"


def test_the_new_one_takes_the_place(folder):
    old = read_dataset(folder)
    replace_dataset(a_dataset(old.images[:3]), folder)
    assert len(read_dataset(folder).images) == 3
    assert [each.name for each in folder.parent.iterdir()] == ["boards"]
    assert all(image.path.is_file() for image in read_dataset(folder).images)


def test_a_kill_between_the_renames_leaves_the_new_one(folder):
    old = read_dataset(folder)
    write_dataset(a_dataset(old.images[:3]), folder.with_name(".boards.coming"), link=True)
    folder.rename(folder.with_name(".boards.going"))
    assert dataset_folders(folder.parent) == ()
    finish_replacing(folder)
    assert len(read_dataset(folder).images) == 3
    assert [each.name for each in folder.parent.iterdir()] == ["boards"]


def test_a_kill_before_them_leaves_the_old_one(folder):
    old = read_dataset(folder)
    write_dataset(a_dataset(old.images[:3]), folder.with_name(".boards.coming"), link=True)
    assert dataset_folders(folder.parent) == (folder,)
    finish_replacing(folder)
    assert len(read_dataset(folder).images) == 8
    assert [each.name for each in folder.parent.iterdir()] == ["boards"]
