"""Networks of the kind of RT-DETR that ultralytics' own list does not have."""

from __future__ import annotations

from typing import Any

_HIDDEN, _QUERIES, _POINTS, _HEADS, _LAYERS, _FEED_FORWARD, _DENOISING = 128, 100, 4, 8, 3, 512, 50

SMALL: dict[str, Any] = {
    # the backbone of YOLOv8n, and a decoder of half the width and half the layers of RT-DETR-L's, with a third of its
    # queries: a step on a CPU takes a sixth of the time that the published decoder takes on the same backbone
    "nc": 80,
    "backbone": [
        [-1, 1, "Conv", [16, 3, 2]],
        [-1, 1, "Conv", [32, 3, 2]],
        [-1, 1, "C2f", [32, True]],
        [-1, 1, "Conv", [64, 3, 2]],
        [-1, 2, "C2f", [64, True]],
        [-1, 1, "Conv", [128, 3, 2]],
        [-1, 2, "C2f", [128, True]],
        [-1, 1, "Conv", [256, 3, 2]],
        [-1, 1, "C2f", [256, True]],
        [-1, 1, "SPPF", [256, 5]],
    ],
    "head": [
        [-1, 1, "nn.Upsample", [None, 2, "nearest"]],
        [[-1, 6], 1, "Concat", [1]],
        [-1, 1, "C2f", [128]],
        [-1, 1, "nn.Upsample", [None, 2, "nearest"]],
        [[-1, 4], 1, "Concat", [1]],
        [-1, 1, "C2f", [64]],
        [-1, 1, "Conv", [64, 3, 2]],
        [[-1, 12], 1, "Concat", [1]],
        [-1, 1, "C2f", [128]],
        [-1, 1, "Conv", [128, 3, 2]],
        [[-1, 9], 1, "Concat", [1]],
        [-1, 1, "C2f", [256]],
        [
            [15, 18, 21],
            1,
            "RTDETRDecoder",
            ["nc", _HIDDEN, _QUERIES, _POINTS, _HEADS, _LAYERS, _FEED_FORWARD, 0.0, None, -1, _DENOISING],
        ],
    ],
}

OWN = {"rtdetr-n.yaml": SMALL}
"""By the name that a training gives; whatever is not here is ultralytics' own."""
