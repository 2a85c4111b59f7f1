"""A data set as a stranger brings it: leather in LabelMe, with polygons, blanks and umlauts wherever they can be."""

import json

import cv2
import numpy as np

FOLDER = "Häute 2026 (Los #7)"
CLASSES = ("Kratzer tief", "Löcher #2", "Narbe: alt")
_SHADES = ((20, 30, 40), (5, 5, 5), (90, 110, 160))
_WIDTH, _HEIGHT = 360, 300


def write_strange_set(folder, count=24):
    """`count` colour JPEGs, a quarter of them clean, the first class far ahead of the others; gives the folder."""
    into = folder / FOLDER
    into.mkdir(parents=True)
    rng = np.random.default_rng(5)
    for number in range(count):
        image = _leather(rng)
        shapes = [_scar(rng, image, _class_of(number))] if number % 4 else []
        name = f"Haut {number:02} größe.jpg"
        cv2.imencode(".jpg", image)[1].tofile(into / name)
        told = {
            "version": "5.5.0",
            "flags": {},
            "shapes": shapes,
            "imagePath": name,
            "imageData": None,
            "imageHeight": _HEIGHT,
            "imageWidth": _WIDTH,
        }
        path = into / name.replace(".jpg", ".json")
        path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return into


def _class_of(number):
    return CLASSES[0 if number % 3 else 1 + number // 3 % 2]


def _leather(rng):
    grain = cv2.GaussianBlur(rng.normal(0, 60, (_HEIGHT, _WIDTH)), (0, 0), 3)
    return np.clip(np.stack([40 + grain * 0.4, 70 + grain * 0.6, 110 + grain], 2), 0, 255).astype(np.uint8)


def _scar(rng, image, code):
    x, y = rng.integers(60, _WIDTH - 60), rng.integers(60, _HEIGHT - 60)
    turns = np.linspace(0, 2 * np.pi, 9)[:-1]
    points = np.stack([x + 30 * np.cos(turns), y + 15 * np.sin(turns)], 1) + rng.uniform(-3, 3, (8, 2))
    cv2.fillPoly(image, [points.astype(np.int32)], _SHADES[CLASSES.index(code)])
    return {"label": code, "points": points.tolist(), "group_id": None, "shape_type": "polygon", "flags": {}}
