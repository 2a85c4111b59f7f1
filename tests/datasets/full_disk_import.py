"""Runs in a mount namespace: an import, an archive and an export on a disk of 4 MB that the images don't fit on."""

import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from inspector_app.datasets import archives
from inspector_app.datasets.formats.known import write_folder
from inspector_app.datasets.importing import ImportOptions, import_labelled
from inspector_app.datasets.labelled import Dataset, DatasetError, LabelledImage
from inspector_app.datasets.store import dataset_folders


def refused(action, disk):
    with pytest.raises(DatasetError, match=r"No space left|Make room"):
        action()
    assert list((disk / "sets").iterdir()) == [], list((disk / "sets").iterdir())
    assert dataset_folders(disk / "sets") == ()


def main(folder):
    noise = np.random.default_rng(1).integers(0, 255, (600, 600, 3), np.uint8)
    images = []
    for number in range(6):
        path = folder / f"{number}.png"
        cv2.imencode(".png", noise)[1].tofile(path)
        images.append(LabelledImage(str(number), path, 600, 600))
    dataset = Dataset(("x",), tuple(images))
    write_folder(dataset, folder / "in", "yolo")
    archive = Path(shutil.make_archive(str(folder / "in"), "zip", folder / "in"))
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], check=True)
    (disk / "sets").mkdir()
    # a hard link can't go to another disk, so it is a copy that doesn't fit
    for link in (False, True):
        refused(
            lambda link=link: import_labelled(folder / "in", disk / "sets" / "a", ImportOptions(link=link)),
            disk,
        )
    refused(lambda: import_labelled(archive, disk / "sets" / "a", ImportOptions()), disk)
    archives._RESERVE = -(1 << 30)  # the disk fills up while it is unpacked
    refused(lambda: import_labelled(archive, disk / "sets" / "a", ImportOptions()), disk)
    refused(lambda: write_folder(dataset, disk / "sets" / "out", "coco"), disk)
    print("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
