"""Run by the Python that has NNCF; prints what test_package_making.py asserts, as JSON.

A stand-in for a family gives a network of one convolution, so that everything else of making a package is real and
takes seconds.
"""

import json
import resource
import sys
from pathlib import Path

import numpy as np
import openvino as ov
from openvino import opset13 as ops

from inspector_app.boards import DEFECT_CODES
from inspector_app.bootstrap.models import open_network
from inspector_app.learning import families
from inspector_app.learning.packages.generated_source import GeneratedSource
from inspector_app.learning.packages.making import PackagePlan, make_package, steps_of
from inspector_app.learning.packages.steps import Steps
from inspector_app.learning.quantising.int8_drop import DropLimit
from inspector_app.learning.quantising.rows import of_fixed_places

SIDE, CELL = 640, 80
PLACES = (SIDE // CELL) ** 2
FEW_BYTES = 1500


class StandIn:
    """What `make_package` asks of a family."""

    exported = 0

    def export(self, checkpoint, work, side):
        StandIn.exported += 1
        image = ops.parameter([1, 3, side, side], np.float32, "image")
        weights = np.zeros((len(DEFECT_CODES), 3, CELL, CELL), np.float32)
        weights[:, 2] = 1 / CELL**2
        none, one = np.array([0, 0]), np.ones(2, int)
        found = ops.convolution(image, ops.constant(weights), np.full(2, CELL), none, none, one, name="first")
        scores = ops.reshape(ops.sigmoid(found), np.array([1, len(DEFECT_CODES), PLACES]), special_zero=False)
        boxes = np.full((1, 4, PLACES), CELL, np.float32)
        return ov.Model([ops.concat([ops.constant(boxes), scores], 1, name="found")], [image], "one")

    def kept_in_floating_point(self, model):
        return ["found"]

    def compared(self, answers, classes):
        return of_fixed_places(answers, classes)

    def save_weights(self, checkpoint, target):
        target.write_bytes(b"weights")


def plan(folder):
    return PackagePlan(
        target=folder / "models" / "m",
        name="m",
        family="vit",
        source=GeneratedSource(4, 4, 4),
        checkpoint=folder / "none.pt",
        work=folder / "work",
        limit=DropLimit(0.3, 1.0),
        drop_images=2,
        machine="this CPU",
    )


def make(folder, tell=lambda told: None):
    """What was told, and whether anything is listed or left over afterwards."""
    asked, told, error = plan(folder), [], ""

    def tell_both(step):
        told.append(step)
        tell(step)

    try:
        make_package(asked, open_network, Steps(steps_of(asked), tell=tell_both))
    except (OSError, KeyboardInterrupt) as stopped:
        error = f"{type(stopped).__name__}: {stopped}"
    models = folder / "models"
    return {
        "error": error,
        "listed": sorted(path.name for path in models.iterdir()) if models.is_dir() else [],
        "left": (asked.work / "package").exists(),
        "told": [(one.what, one.step, one.steps, one.done, one.total, one.rest_s) for one in told],
    }


def whole(folder):
    made = make(folder)
    card = json.loads((folder / "models" / "m" / "card.json").read_text())
    of_card = {key: card[key] for key in ("figures", "licence", "tools")}
    return {**made, **of_card, "exported": StandIn.exported, "files": sorted(card["files"])}


def interrupted(folder):
    def ctrl_c(step):
        if step.what.startswith("measuring on held-out") and step.done == 2:
            raise KeyboardInterrupt

    return make(folder, ctrl_c)


def without_room(folder):
    """No file may grow beyond a few bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FEW_BYTES, before[1]))
    try:
        return make(folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def main():
    families.FAMILIES = {"vit": lambda name: StandIn()}
    folder = Path(sys.argv[1])
    cases = {"whole": whole, "interrupted": interrupted, "without room": without_room}
    print(json.dumps({name: case(folder / name) for name, case in cases.items()}))


main()
