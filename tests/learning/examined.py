"""Examined boards for tests: each pair of said and true defect in a place of its own."""

from inspector_app.boards import DEFECT_CODES, Defect, demo_products
from inspector_app.domain.finding import Finding
from inspector_app.domain.geometry import Box
from inspector_app.inspection.board_recipe import board_recipe
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.model_packages.card import Card, CardInput, Thresholds


def card(name="m", threshold=0.5, review_from=0.3):
    return Card(
        name=name,
        family="yolov8n",
        created="2026-01-01T00:00:00Z",
        input=CardInput(width=640, height=640, channels=("image", "golden", "difference")),
        classes=DEFECT_CODES,
        thresholds={code: Thresholds(threshold=threshold, review_from=review_from) for code in DEFECT_CODES},
        smallest_found_px=dict.fromkeys(DEFECT_CODES, 8.0),
        files={},
    )


def recipe(**thresholds):
    return board_recipe(demo_products()[0], card(**thresholds), name="r")


def board(*pairs, good=False, **more):
    """Pairs of what is there and what was said: (code, size) or None, and (code, score) or None; sizes are true."""
    findings, defects = [], []
    for place, (there, said) in enumerate(pairs):
        box = Box(place * 50, 0, place * 50 + 20, 20)
        size = there[1] if there else 0.4
        if there:
            defects.append(Defect(there[0], box, size))
        if said:
            findings.append(Finding("v", said[0], said[1], box, said[2] if len(said) > 2 else size))
    return ExaminedBoard(tuple(findings), more.pop("problem", None), tuple(defects), good, **more)
