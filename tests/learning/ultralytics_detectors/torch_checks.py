"""Run by the Python that has torch; prints what test_families.py asserts of a family, as JSON."""

import contextlib
import csv
import json
import sys
import tempfile
import warnings
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import openvino as ov
import torch

from inspector_app.domain.geometry import Box
from inspector_app.learning.crops.files import Mark, make_folders, write_crop, write_data_yaml
from inspector_app.learning.families import detector
from inspector_app.learning.quantising.quantise import Calibration, quantise
from inspector_app.learning.training.folder import checkpoint, curves, newest, results, seconds_used
from inspector_app.learning.training.plan import ShortOfMemoryError, TrainingError, TrainingPlan
from inspector_app.learning.ultralytics_detectors.running import run
from tests.learning.ultralytics_detectors.figures import LONG_EPOCH

SIDE = 64
CLASSES = ("bright", "dark")


def crops(folder):
    """Squares on gray: the brighter are of one class, the darker of another."""
    chance = np.random.default_rng(1)
    make_folders(folder)
    for number in range(12):
        planes = chance.integers(120, 136, (SIDE, SIDE, 3)).astype(np.uint8)
        x, y = (int(value) for value in chance.integers(4, 40, 2))
        dark = number % 2
        planes[y : y + 18, x : x + 18] = 20 if dark else 230
        part = "val" if number % 3 == 2 else "train"
        write_crop(folder, part, f"{number:02d}", planes, [Mark(dark, Box(x, y, x + 18, y + 18))])
    return write_data_yaml(folder, CLASSES)


class KilledError(Exception):
    pass


def kill(_number, _epochs, _figures):
    raise KilledError


def killed_and_gone_on_with(plan):
    """A training of three epochs that is killed after its first; its second start believes that one took long."""
    family = detector(plan.family)
    try:
        family.train(plan, resume=False, tell=kill)
    except KilledError:
        _pretend(plan.work, LONG_EPOCH)
    before, told = results(plan.work).read_text().splitlines(), []
    family.train(plan, resume=True, tell=lambda *each: told.append(each[:2]))
    return before, told


def _pretend(work, seconds):
    """The first epoch took so long; and one more row was written, whose checkpoint never was."""
    with results(work).open(newline="") as file:
        head, row = list(csv.reader(file))
    row[head.index("time")] = str(seconds)
    unkept = ["2", *row[1:]]
    with results(work).open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, row, unkept])


def resumed(plan):
    before, told = killed_and_gone_on_with(plan)
    rows = results(plan.work).read_text().splitlines()
    return {
        "kept": rows[:2] == before[:2],
        "epochs": [epoch.number for epoch in curves(plan.work)],
        "told": told,
        "seconds": seconds_used(plan.work),
        "files": sorted(path.name for path in newest(plan.work).parent.iterdir()),
    }


def out_of_time(plan):
    """Told epochs of a training whose time is used up when it is gone on with."""
    told = []
    plan = replace(plan, minutes=LONG_EPOCH / 60)
    detector(plan.family).train(plan, resume=True, tell=lambda *each: told.append(each[:2]))
    return told


def timed(plan):
    """Epochs planned by a training with a time limit of ten long epochs, of which it did one before it was killed."""
    plan = replace(plan, work=plan.work.with_name("timed"), minutes=10 * LONG_EPOCH / 60, epochs=40)
    try:
        detector(plan.family).train(plan, resume=False, tell=kill)
    except KilledError:
        _pretend(plan.work, LONG_EPOCH)
    told = []

    def tell(number, epochs, _figures):
        told.append((number, epochs))
        raise KilledError

    with contextlib.suppress(KilledError):
        detector(plan.family).train(plan, resume=True, tell=tell)
    return told


def picture():
    image = cv2.resize(np.random.default_rng(2).random((16, 16, 3), np.float32), (SIDE, SIDE))
    return np.ascontiguousarray(image.transpose(2, 0, 1)[None])


def answer(model, images):
    compiled = ov.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return compiled(images)[0]


def exported(plan):
    """The exported network beside the module that ONNX is made from, and its INT8."""
    family, work = detector(plan.family), plan.work
    family.save_weights(checkpoint(work), work / "weights.safetensors")
    model = family.export(checkpoint(work), work, SIDE)
    with torch.no_grad():
        wanted = family.rebuild(work / "weights.safetensors", len(CLASSES), SIDE)(
            torch.from_numpy(picture())
        ).numpy()
    given, kept = answer(model, picture()), family.kept_in_floating_point(model)
    convolutions = [
        one.get_friendly_name() for one in model.get_ordered_ops() if one.get_type_name() == "Convolution"
    ]
    inputs = [np.full((SIDE, SIDE, 3), shade, np.uint8) for shade in (20, 128, 230)]
    int8 = quantise(model, Calibration(inputs, kept))
    return {
        "shape": list(given.shape),
        "off": _furthest(given[0], wanted[0]),
        "largest_box": float(given[0, :4].max()),
        "scores": [float(given[0, 4:].min()), float(given[0, 4:].max())],
        "attention_kept": all(
            one.get_friendly_name() in kept
            for one in model.get_ordered_ops()
            if one.get_type_name() == "Softmax"
        ),
        "convolutions_kept": sum(name in kept for name in convolutions),
        "int8": sum(one.get_type_name() == "FakeQuantize" for one in int8.get_ordered_ops()),
        "foreign": _refusal(lambda: family.rebuild(work / "weights.safetensors", 5, SIDE)),
    }


def _furthest(given, wanted):
    """The largest distance of a candidate from the nearest of the other network: queries have no order."""
    apart = np.abs(given.T[:, None, :] - wanted.T[None, :, :]).max(axis=2)
    return float(apart.min(axis=1).max())


def _refusal(call):
    try:
        call()
    except TrainingError as error:
        return str(error)
    return None


class TooLarge:
    """A trainer on a machine without memory, in torch's words."""

    def __init__(self, overrides):
        del overrides

    def use(self, *_args, **_named):
        raise RuntimeError(
            "DefaultCPUAllocator: can't allocate memory: you tried to allocate 4 bytes. Error code 12"
        )


def short_of_memory(plan):
    try:
        run(TooLarge, plan, {}, lambda *each: None)
    except ShortOfMemoryError as error:
        return str(error)
    return None


def main():
    warnings.simplefilter("ignore")  # ultralytics' and torch's own
    torch.set_num_threads(1)
    torch.set_num_threads = lambda _count: (
        None
    )  # on a busy machine two threads wait for each other most of the time
    with tempfile.TemporaryDirectory() as folder:
        root, family = Path(folder), sys.argv[1]
        plan = TrainingPlan(
            crops(root / "crops"), root / "work", family=family, epochs=3, size=SIDE, batch=4, device="cpu"
        )
        said = {"resumed": resumed(plan), "out_of_time": out_of_time(plan), "exported": exported(plan)}
        said |= {"timed": timed(plan), "short_of_memory": short_of_memory(plan)}
    print(json.dumps(said))


if __name__ == "__main__":
    main()
