"""Runs in an environment of its own, with datumaro, pycocotools and labelme, and without Inspector.

write FORMAT FOLDER     the reference images, made and labelled through the tool's own interface
read FORMAT FOLDER      what the tool reads there, as JSON on standard output
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

# ruff: noqa: PLC0415 - each part loads its own tool, and the test reads the figures below without any
CLASSES = ["scratch", "dent", "never"]
OUTLINE = [30.0, 10.0, 40.5, 10.25, 35.0, 20.75]


def pixels(width, height):
    """A picture that is not of one colour."""
    return (np.arange(width * height * 3).reshape(height, width, 3) % 251).astype(np.uint8)


def blob():
    """A mask with a hole, two pieces, and pixels that touch at a corner only."""
    mask = np.zeros((48, 64), np.uint8)
    mask[5:20, 5:25] = 1
    mask[8:12, 10:15] = 0
    mask[30:35, 40:50] = 1
    mask[35:37, 50:52] = 1
    mask[15, 7] = 0
    return mask


# --- datumaro -------------------------------------------------------------------------------------------------


def datumaro_items(outlines, masks, attributes):
    from datumaro.components.annotation import Bbox, Mask, Polygon
    from datumaro.components.dataset_base import DatasetItem
    from datumaro.components.media import Image

    def picture(width, height):
        return Image.from_numpy(data=pixels(width, height), ext=".png")

    said = {"occluded": True, "depth": "deep"} if attributes else {}
    first = [Bbox(1.25, 2.5, 20.33, 10.1, label=1, id=1, group=1, attributes=said)]
    if outlines:
        first.append(Polygon(OUTLINE, label=0, id=2, group=2))
    if masks:
        first.append(Mask(blob(), label=0, id=4, group=4))
    last = [Bbox(0, 0, 50, 60, label=0, id=3, group=3)]
    return [
        DatasetItem(id="a", subset="train", media=picture(64, 48), annotations=first),
        DatasetItem(id="sub/b", subset="train", media=picture(100, 80), annotations=[]),
        DatasetItem(id="c", subset="val", media=picture(50, 60), annotations=last),
    ]


def write_datumaro(kind, folder):
    from datumaro.components.dataset import Dataset

    outlines = kind in {"coco", "cvat", "label_me"}
    items = datumaro_items(outlines, kind in {"coco", "voc"}, kind in {"coco", "voc", "cvat", "label_me"})
    options = {"allow_undeclared_attrs": True} if kind == "cvat" else {}
    exporter = {"coco": "coco_instances"}.get(kind, kind)
    Dataset.from_iterable(items, categories=CLASSES).export(str(folder), exporter, save_media=True, **options)


def read_datumaro(kind, folder):
    from datumaro.components.annotation import AnnotationType
    from datumaro.components.dataset import Dataset

    dataset = Dataset.import_from(str(folder), {"coco": "coco_instances"}.get(kind, kind))
    classes = [each.name for each in dataset.categories()[AnnotationType.label]]
    return {"classes": classes, "images": [item_facts(item, classes) for item in dataset]}


def item_facts(item, classes):
    height, width = item.media.size
    found = [
        {
            "kind": each.type.name,
            "class": classes[each.label],
            "box": box_of(each),
            "points": [float(value) for value in getattr(each, "points", ())],
            "attributes": {key: str(value) for key, value in each.attributes.items()},
        }
        for each in item.annotations
        if each.type.name in {"bbox", "polygon"}
    ]
    return {"name": item.id, "width": width, "height": height, "labels": found}


def box_of(annotation):
    x, y, width, height = annotation.get_bbox()
    return [float(x), float(y), float(x + width), float(y + height)]


# --- pycocotools ----------------------------------------------------------------------------------------------


def write_pycocotools(kind, folder):
    """The mask as run lengths, compressed or not."""
    from PIL import Image
    from pycocotools import mask as masks

    (folder / "images").mkdir(parents=True)
    (folder / "annotations").mkdir()
    Image.fromarray(pixels(64, 48)).save(folder / "images" / "a.png")
    packed = masks.encode(np.asfortranarray(blob()))
    if kind == "compressed":
        runs = {"size": packed["size"], "counts": packed["counts"].decode("ascii")}
    else:
        flat = blob().flatten(order="F")
        edges = np.flatnonzero(np.diff(flat)) + 1
        counts = np.diff([0, *edges, len(flat)]).tolist()
        runs = {"size": packed["size"], "counts": counts if flat[0] == 0 else [0, *counts]}
    annotation = {
        "id": 900100002299,
        "image_id": 20260101123456789,
        "category_id": 5,
        "segmentation": runs,
        "iscrowd": 1,
    }
    annotation |= {"bbox": masks.toBbox(packed).tolist(), "area": float(masks.area(packed))}
    whole = {
        "images": [{"id": 20260101123456789, "file_name": "a.png", "width": 64, "height": 48}],
        "annotations": [annotation],
        "categories": [{"id": 5, "name": "dent"}],
    }
    (folder / "annotations" / "instances_default.json").write_text(json.dumps(whole), encoding="utf-8")


def read_pycocotools(_kind, folder):
    from pycocotools.coco import COCO

    shown, sys.stdout = sys.stdout, sys.stderr
    coco = COCO(str(folder / "annotations" / "instances_default.json"))
    sys.stdout = shown
    names = {each["id"]: each["name"] for each in coco.loadCats(coco.getCatIds())}
    found = []
    for image in coco.loadImgs(coco.getImgIds()):
        annotations = coco.loadAnns(coco.getAnnIds(imgIds=image["id"]))
        labels = [
            {
                "class": names[each["category_id"]],
                "bbox": each["bbox"],
                "pixels": int(coco.annToMask(each).sum()) if each["segmentation"] else 0,
            }
            for each in annotations
        ]
        found.append({"name": image["file_name"], "labels": labels})
    return {"classes": list(names.values()), "images": found}


# --- labelme --------------------------------------------------------------------------------------------------


def write_labelme(_kind, folder):
    from labelme import utils
    from labelme._label_file import write_label_file
    from PIL import Image

    folder.mkdir(parents=True)
    mask = blob()[5:20, 5:25].astype(bool)
    shapes = [
        {
            "label": "dent",
            "points": [[20.5, 12.25], [1.25, 2.5]],
            "shape_type": "rectangle",
            "flags": {"deep": True},
        },
        {
            "label": "scratch",
            "points": np.reshape(OUTLINE, (-1, 2)).tolist(),
            "shape_type": "polygon",
            "flags": {},
        },
        {"label": "scratch", "points": [[50.0, 30.0], [50.0, 25.0]], "shape_type": "circle", "flags": {}},
        {"label": "dent", "points": [[5, 5], [24, 19]], "shape_type": "mask", "flags": {}},
    ]
    for number, shape in enumerate(shapes):
        shape |= {
            "group_id": number if number == 1 else None,
            "description": "seen twice" if number == 0 else "",
        }
        shape["mask"] = utils.img_arr_to_b64(mask) if shape["shape_type"] == "mask" else None
    for name, marked in (("a", shapes), ("b", [])):
        Image.fromarray(pixels(64, 48)).save(folder / f"{name}.png")
        data = (folder / f"{name}.png").read_bytes()
        write_label_file(
            str(folder / f"{name}.json"),
            shapes=marked,
            image_path=f"{name}.png",
            image_height=48,
            image_width=64,
            image_data=data,
            flags={"blurred": False},
        )


def read_labelme(_kind, folder):
    """Reads each file and saves it again, as the tool does when a person presses save."""
    from labelme._label_file import read_label_file, write_label_file

    found = []
    for path in sorted(folder.rglob("*.json")):
        if path.name == "inspector.json":
            continue
        file = read_label_file(str(path))
        labels = [
            {key: shape[key] for key in ("label", "points", "shape_type", "group_id")}
            for shape in file.shapes
        ]
        found.append({"name": file.image_path, "labels": labels})
        shapes = [
            {**{k: v for k, v in s.items() if k != "other_data"}, **s["other_data"]} for s in file.shapes
        ]
        write_label_file(
            str(path),
            shapes=shapes,
            image_path=file.image_path,
            image_height=None,
            image_width=None,
            other_data=file.other_data,
            flags=file.flags,
        )
    return {"images": found}


def main(verb, kind, folder):
    tool = (
        kind
        if kind == "labelme"
        else "pycocotools"
        if kind in {"compressed", "runs", "pycocotools"}
        else "datumaro"
    )
    answer = globals()[f"{verb}_{tool}"](kind, Path(folder))
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
