"""onnxruntime on the package's network in floating point. Runs in .venv-bench, which has numpy and onnxruntime only."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inspector_app.learning.peers.laps import Planes, read_inputs, serve

IOU = 0.5
_MOST = 300


def main(network: str, inputs: str, threads: str, min_score: str) -> None:
    """Arguments as they come from the command line."""
    import onnxruntime  # noqa: PLC0415 - only its own environment has it

    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(threads)
    session: Any = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    name, score = session.get_inputs()[0].name, float(min_score)

    def detect(planes: Planes) -> int:
        blob = np.ascontiguousarray(planes.transpose(2, 0, 1)[None], np.float32) / np.float32(255)
        return len(boxes_of(session.run(None, {name: blob})[0], score))

    serve(detect, read_inputs(Path(inputs)))


def boxes_of(output: npt.NDArray[np.float32], min_score: float) -> npt.NDArray[np.float32]:
    """(K, 4) corners in px that suppression leaves, of a raw output (1, 4 + classes, anchors)."""
    best = output[0, 4:].max(axis=0)
    chosen = np.flatnonzero(best >= min_score)
    chosen = chosen[np.argsort(-best[chosen])][:_MOST]
    centre, size = output[0, :2, chosen], output[0, 2:4, chosen]
    boxes = np.concatenate((centre - size / 2, centre + size / 2), axis=1).astype(np.float32)
    kept: list[int] = []
    left = np.arange(len(boxes))
    while left.size:
        first, left = int(left[0]), left[1:]
        kept.append(first)
        left = left[_overlap(boxes[first], boxes[left]) <= IOU]
    return np.asarray(boxes[kept], np.float32)


def _overlap(box: npt.NDArray[np.float32], others: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Intersection over union of one box with each of the others."""
    corner = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    shared = np.clip(corner[1] - corner[0], 0, None).prod(axis=1)
    areas = (others[:, 2:] - others[:, :2]).prod(axis=1) + (box[2:] - box[:2]).prod()
    return np.asarray(shared / np.maximum(areas - shared, 1e-9), np.float32)


if __name__ == "__main__":
    main(*sys.argv[1:])
