from dataclasses import replace

import pytest

from inspector_app.datasets.formats.known import write_folder
from inspector_app.datasets.formats.reading import ReadOptions
from inspector_app.datasets.importing import ImportOptions, import_labelled, united
from inspector_app.datasets.labelled import Dataset, DatasetError, LabelledImage
from inspector_app.datasets.store import read_dataset, write_dataset
from tests.datasets.builders import boxed, full_dataset, picture
from tests.datasets.formats.test_round_trips import assert_same


def small(folder, name, classes=("x",)):
    image = LabelledImage(name, picture(folder / f"{name}.png"), 64, 48, (boxed(classes[0], 1, 2, 30, 40),))
    return Dataset(tuple(classes), (image,))


def test_a_folder_becomes_a_dataset_and_is_counted(tmp_path):
    dataset = full_dataset(tmp_path)
    write_folder(dataset, tmp_path / "in", "labelme")
    reads, writes = [], []
    options = ImportOptions(
        reading=ReadOptions(progress=lambda *step: reads.append(step)),
        writing=lambda *step: writes.append(step),
    )
    done = import_labelled(tmp_path / "in", tmp_path / "sets" / "one", options)
    assert (done.format, done.images, done.clean, done.goldens, done.outlined) == ("labelme", 3, 1, 3, 2)
    assert list(done.labels.items()) == [
        ("scratch", 3),
        ("1", 1),
        ("never seen", 0),
        ("dent, old", 1),
        ("no", 0),
    ]
    assert_same(read_dataset(tmp_path / "sets" / "one"), dataset)
    assert reads == writes == [(1, 3), (2, 3), (3, 3)]


def test_a_dataset_of_another_station_is_imported_as_well(tmp_path):
    dataset = full_dataset(tmp_path)
    write_dataset(dataset, tmp_path / "theirs")
    done = import_labelled(tmp_path / "theirs", tmp_path / "sets" / "one", ImportOptions(link=True))
    assert done.format == "inspector"
    assert_same(read_dataset(tmp_path / "sets" / "one"), dataset)


def test_a_dataset_of_another_station_that_was_broken_on_the_way(tmp_path):
    written = write_dataset(full_dataset(tmp_path), tmp_path / "theirs")
    written.images[1].path.write_bytes(written.images[1].path.read_bytes()[:60])
    with pytest.raises(DatasetError, match=r"labels\.jsonl: 'empty': the image .*empty\.jpg: "):
        import_labelled(tmp_path / "theirs", tmp_path / "sets" / "one", ImportOptions())
    assert not (tmp_path / "sets").exists()


def test_a_name_that_is_taken_is_refused_before_anything_is_read(tmp_path):
    write_dataset(small(tmp_path, "a"), tmp_path / "sets" / "one")
    with pytest.raises(DatasetError, match="choose another name"):
        import_labelled(tmp_path / "nowhere", tmp_path / "sets" / "one", ImportOptions())


@pytest.mark.parametrize("when", ["reading", "writing"])
def test_ctrl_c_leaves_nothing_half(tmp_path, when):
    def stop(done, _total):
        if done == 2:
            raise KeyboardInterrupt

    write_folder(full_dataset(tmp_path), tmp_path / "in", "coco")
    options = (
        ImportOptions(writing=stop)
        if when == "writing"
        else ImportOptions(reading=ReadOptions(progress=stop))
    )
    with pytest.raises(KeyboardInterrupt):
        import_labelled(tmp_path / "in", tmp_path / "sets" / "one", options)
    assert not (tmp_path / "sets").exists() or list((tmp_path / "sets").iterdir()) == []


def test_a_dataset_that_is_added_to_stays_as_it_is(tmp_path):
    base = write_dataset(small(tmp_path, "a", ("x", "y")), tmp_path / "sets" / "base")
    write_folder(small(tmp_path, "b", ("z", "x")), tmp_path / "in", "voc")
    import_labelled(
        tmp_path / "in", tmp_path / "sets" / "both", ImportOptions(base=tmp_path / "sets" / "base")
    )
    both = read_dataset(tmp_path / "sets" / "both")
    assert both.classes == ("x", "y", "z")
    assert [image.name for image in both.images] == ["a", "b"]
    assert read_dataset(tmp_path / "sets" / "base") == base


def test_images_of_one_name_are_refused_or_the_newer_wins(tmp_path):
    one, other = small(tmp_path, "a"), small(tmp_path, "a")
    newer = replace(other, images=(replace(other.images[0], tags={"lot": "2"}),))
    with pytest.raises(DatasetError, match="1 images are in both under one name: a"):
        united(one, newer)
    assert united(one, newer, newer_wins=True).images == newer.images
