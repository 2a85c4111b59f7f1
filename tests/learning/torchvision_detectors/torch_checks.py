"""Run by the Python that has torch; prints what test_families.py asserts, as JSON."""

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
from safetensors.torch import load_file
from torchvision.ops import nms

from inspector_app.domain.geometry import Box
from inspector_app.learning.crops.files import Mark, make_folders, write_crop, write_data_yaml
from inspector_app.learning.families import detector
from inspector_app.learning.torchvision_detectors.crops import batches, read_crops
from inspector_app.learning.torchvision_detectors.family import NETWORKS
from inspector_app.learning.torchvision_detectors.proposing import suppressed
from inspector_app.learning.training.folder import checkpoint, curves, keep_family, newest, training_record
from inspector_app.learning.training.plan import TrainingError, TrainingPlan

SIDE = 96
CLASSES = ("bright", "dark")


def crops(folder):
    """Rectangles on gray: the brighter are of one class, the darker of another."""
    chance = np.random.default_rng(1)
    make_folders(folder)
    for number in range(16):
        planes = np.full((SIDE, SIDE, 3), 128, np.uint8)
        x, y = (int(value) for value in chance.integers(10, 60, 2))
        width, height, dark = 14 + number % 3, 20, number % 2
        planes[y : y + height, x : x + width] = (20 if dark else 230, 10, 10)
        mark = Mark(dark, Box(x, y, x + width, y + height))
        write_crop(folder, "val" if number % 4 == 3 else "train", f"{number:02d}", planes, [mark])
    return write_data_yaml(folder, CLASSES)


def unlike_greedy_suppression():
    """Boxes that one way keeps and the other doesn't, of 20 sets."""
    chance = torch.Generator().manual_seed(1)
    unlike = 0
    for _ in range(20):
        corners = 40 * torch.rand(60, 2, generator=chance)
        boxes = torch.cat([corners, corners + 8 + 12 * torch.rand(60, 2, generator=chance)], dim=1)
        scores = torch.rand(60, generator=chance).sort(descending=True).values
        kept = set((suppressed(boxes[None], scores[None], 0.5)[0] >= 0).nonzero()[:, 0].tolist())
        unlike += len(kept ^ set(nms(boxes, scores, 0.5).tolist()))
    return unlike


def marks_off_their_place(data):
    """The largest distance, px, of a label's edge from what is drawn, over mirrored crops."""
    drawn = batches(read_crops(data).train, 4, np.random.default_rng(1), flip=True)
    off, seen = 0.0, []
    for batch in drawn:
        assert batch.images.shape == (4, 3, SIDE, SIDE)
        for image, target in zip(batch.images, batch.targets, strict=True):
            rows, columns = torch.where(
                (image[0] - 128 / 255).abs() > 0.1
            )  # the first plane, not the file's last
            true = torch.tensor([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
            off = max(off, float((target["boxes"][0] - true).abs().max()))
            seen.append(float(true[0]))
    return off, len(set(seen))


def said(call):
    """The words of a refusal."""
    try:
        call()
    except TrainingError as error:
        return str(error)
    return None


def damaged_labels(folder):
    data = crops(folder)
    label = sorted((folder / "labels" / "train").iterdir())[0]
    label.write_text("0 0.5 half\n", encoding="utf-8")
    unreadable = said(lambda: read_crops(data))
    label.write_text("7 0.5 0.5 0.1 0.1\n", encoding="utf-8")
    return [label.name, unreadable, said(lambda: read_crops(data))]


class KilledError(Exception):
    pass


def kill(number, _epochs, _figures):
    if number == 1:
        raise KilledError


def weights_of(family, work):
    target = work / "weights.safetensors"
    detector(family).save_weights(newest(work), target)
    return load_file(target)


def training(family, data, root):
    """One that goes through, and one that is killed after its first epoch and gone on with."""
    told = []
    plan = TrainingPlan(data, root / "whole", family=family, epochs=3, size=SIDE, batch=4, device="cpu")
    plan = replace(plan, augment=("position", "light"))
    keep_family(plan)
    detector(family).train(plan, resume=False, tell=lambda *each: told.append(each[:2]))
    cut = replace(plan, work=root / "cut")
    try:
        detector(family).train(cut, resume=False, tell=kill)
    except KilledError:
        detector(family).train(cut, resume=True, tell=lambda *each: None)
    whole, resumed = weights_of(family, plan.work), weights_of(family, cut.work)
    epochs = curves(plan.work)
    return {
        "told": told,
        "epochs": [epoch.number for epoch in epochs],
        "losses": [epoch.training_loss for epoch in epochs],
        "watched": all(epoch.validation_loss > 0 and 0 <= epoch.map50 <= 1 for epoch in epochs),
        "resumed_epochs": [epoch.number for epoch in curves(cut.work)],
        "resumed_off": max(
            float((whole[name].float() - resumed[name].float()).abs().max()) for name in whole
        ),
        "record": training_record(plan.work),
        "halves": {str(tensor.dtype) for tensor in whole.values() if tensor.is_floating_point()}
        == {"torch.float16"},
    }


def frozen(family, data, root):
    """Tensors of the first layer that changed although it was to stay, and of the others that did not."""
    start = root / "whole" / "weights.safetensors"
    plan = TrainingPlan(
        data, root / "frozen", start, family, epochs=1, size=SIDE, batch=4, freeze=1, device="cpu"
    )
    detector(family).train(plan, resume=False, tell=lambda *each: None)
    before, after = load_file(start), weights_of(family, plan.work)
    first = NETWORKS[family](len(CLASSES)).layers()[0]
    stage = {"fasterrcnn": "body.stages.0.", "vit": "fcos.backbone.stages.0."}[family]
    names = [f"{stage}{name}" for name in first.state_dict()]
    moved = [name for name in names if not torch.equal(before[name], after[name])]
    others = [name for name in before if name not in names and not torch.equal(before[name], after[name])]
    return [len(names), moved, len(others)]


def exported(family, root):
    """How far OpenVINO's answer is from torch's: boxes in px, scores."""
    work, side = root / "whole", 2 * SIDE
    model = detector(family).export(checkpoint(work), work, side)
    picture = cv2.resize(np.random.default_rng(2).random((24, 24, 3), np.float32), (side, side))
    images = np.ascontiguousarray(picture.transpose(2, 0, 1)[None])
    compiled = ov.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    given = compiled(images)[0]
    network = detector(family).rebuild(work / "weights.safetensors", len(CLASSES), side)
    network.load_state_dict(as_kept(checkpoint(work)))
    with torch.no_grad():
        wanted = network(torch.from_numpy(images)).numpy()
    rows = detector(family).compared([given], len(CLASSES))
    kept = set(detector(family).kept_in_floating_point(model))
    types = {one.get_friendly_name(): one.get_type_name() for one in model.get_ordered_ops()}
    return {
        "shape": list(given.shape),
        "compared": [
            list(rows.boxes.shape),
            list(rows.scores.shape),
            float(rows.scores.max() - given[0, 4:].max()),
        ],
        "boxes_off": float(np.abs(given[0, :4] - wanted[0, :4]).max()),
        "scores_off": float(np.abs(given[0, 4:] - wanted[0, 4:]).max()),
        "spread": float(wanted[0, 4:].max() - wanted[0, 4:].min()),
        "scores": [float(given[0, 4:].min()), float(given[0, 4:].max())],
        "convolutions_kept": sum(types[name] == "Convolution" for name in kept),
        "last_kept": all(
            name in kept for name, kind in types.items() if kind in {"Sqrt", "TopK", "ROIAlign", "Exp"}
        ),
        "foreign": said(lambda: detector(family).rebuild(work / "weights.safetensors", 5, side)),
    }


def restored_off(family, root):
    """How far the weights of a checkpoint made from plain weights are from these."""
    weights, target = root / "whole" / "weights.safetensors", root / "restored" / "last.pt"
    detector(family).checkpoint_from(weights, len(CLASSES), target)
    detector(family).save_weights(target, root / "again.safetensors")
    first, again = load_file(weights), load_file(root / "again.safetensors")
    return max(float((first[name].float() - again[name].float()).abs().max()) for name in first)


def as_kept(path):
    """Weights in full precision under the names of the exported module."""
    state = torch.load(path, weights_only=True)["learner"]["averaged"]
    return {f"network.{name}": tensor for name, tensor in state.items()}


def cut_off(family, data, root):
    work = root / "whole"
    newest(work).write_bytes(newest(work).read_bytes()[:5000])
    plan = TrainingPlan(data, work, family=family, epochs=4, size=SIDE, batch=4, device="cpu")
    return said(lambda: detector(family).train(plan, resume=True, tell=lambda *each: None))


def main():
    warnings.simplefilter("error")
    torch.set_num_threads(1)
    torch.set_num_threads = lambda _count: None  # two threads add up in an order of their own
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        data = crops(root / "crops")
        checks = {
            "unlike": unlike_greedy_suppression(),
            "marks": marks_off_their_place(data),
            "labels": damaged_labels(root / "damaged"),
            "families": {},
        }
        for family in NETWORKS:
            place = root / family
            checks["families"][family] = {
                "training": training(family, data, place),
                "frozen": frozen(family, data, place),
                "exported": exported(family, place),
                "restored_off": restored_off(family, place),
                "cut_off": cut_off(family, data, place),
            }
    checks["ultralytics"] = "ultralytics" in sys.modules
    print(json.dumps(checks))


if __name__ == "__main__":
    sys.exit(main())
