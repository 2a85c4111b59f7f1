"""Label files with bytes changed at random: a dataset or a DatasetError, and never anything else."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector_app.datasets.formats.known import read_folder, write_folder
from inspector_app.datasets.formats.sidecar import SIDECAR
from inspector_app.datasets.labelled import Dataset, DatasetError, LabelledImage
from tests.datasets.builders import SQUARE, TRIANGLE, boxed, outlined, picture

LABELS = {
    "yolo": ("labels/a.txt", "data.yaml", SIDECAR),
    "yolo-seg": ("labels/a.txt",),
    "coco": ("annotations/instances_default.json",),
    "voc": ("Annotations/a.xml", "labelmap.txt"),
    "cvat": ("annotations.xml",),
    "labelme": ("images/a.json", "labels.txt"),
    "folders": (SIDECAR,),
}
CASES = [(name, file) for name, files in LABELS.items() for file in files]
# what breaks a reader more often than a byte out of nowhere
PIECES = st.one_of(
    st.binary(min_size=1, max_size=4),
    st.sampled_from(
        [
            b"NaN",
            b"-1",
            b"1e400",
            b"null",
            b"[]",
            b"{}",
            b'""',
            b"../",
            b"<",
            b"&x;",
            b"\xff",
            b"\0",
            b"0",
            b":",
            b"\n",
        ]
    ),
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root = tmp_path_factory.mktemp("spoilt")
    labels = (
        boxed("scratch", 1, 2, 30, 40, attributes={"depth": "deep"}),
        outlined("dent", TRIANGLE, SQUARE, attributes={"occluded": "1"}),
    )
    image = LabelledImage(
        "a", picture(root / "a.png"), 64, 48, labels, picture(root / "g.png"), {"lot": "L1"}
    )
    for name in LABELS:
        write_folder(Dataset(("scratch", "dent"), (image,)), root / name, name)
    return root


@pytest.mark.parametrize(("name", "file"), CASES)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_but_a_dataset_error(folders, name, file, data):
    path = folders / name / file
    whole = path.read_bytes()
    start = data.draw(st.integers(0, len(whole)), "start")
    end = data.draw(st.integers(start, min(len(whole), start + 12)), "end")
    piece = data.draw(PIECES, "piece")
    try:
        path.write_bytes(whole[:start] + piece + whole[end:])
        with contextlib.suppress(DatasetError):
            _, found = read_folder(folders / name, name)
            assert all(label.box.x2 > label.box.x1 for image in found.images for label in image.labels)
    finally:
        path.write_bytes(whole)
