"""A set in DeepPCB's layout, drawn by the program's own generator and made black and white."""

import cv2

from inspector_app.boards import demo_products, render_view
from inspector_app.datasets.formats.deeppcb import TYPES

MARGIN = 8


def write_tiny_set(folder, names, part="trainval"):
    for kind in ("images", "goldens", "labels"):
        (folder / part / kind).mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names):
        board = render_view(demo_products()[0], 0, seed=number, defects=list(TYPES))
        height, width = board.image.shape[:2]
        for kind, picture in (("images", board.image), ("goldens", board.golden)):
            cv2.imwrite(str(folder / part / kind / f"{name}.png"), black_and_white(picture))
        lines = []
        for defect in board.defects:
            x1, y1, x2, y2 = (round(edge) for edge in defect.box.as_tuple())
            edges = (
                max(0, x1 - MARGIN),
                max(0, y1 - MARGIN),
                min(width, x2 + MARGIN),
                min(height, y2 + MARGIN),
            )
            lines.append(" ".join(map(str, (*edges, TYPES.index(defect.code) + 1))))
        (folder / part / "labels" / f"{name}.txt").write_text("\n".join(lines) + "\n")


def black_and_white(picture):
    gray = picture if picture.ndim == 2 else picture[:, :, 1]
    return cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1]
