"""What was taught, as a file beside the recipe: whole or not there, and checked when it is read."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import Image
from inspector_app.novelty.cells import SQUARES
from inspector_app.novelty.statistics import CellStatistics
from inspector_app.novelty.taught import Taught
from inspector_app.quality.rates import Rate

FORMAT = 1
_BROKEN = (
    KeyError,
    TypeError,
    ValueError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
)
"""What reading a damaged archive may raise, as flipping bytes of one has shown."""


class TaughtError(Exception):
    """What can't be learnt from or read; the message says why."""


def golden_digest(golden: Image) -> str:
    """SHA-256 of a golden's size and pixels."""
    pixels = np.ascontiguousarray(golden)
    digest = hashlib.sha256(f"{pixels.shape}".encode())
    digest.update(pixels.data)
    return digest.hexdigest()


def taught_bytes(taught: Taught) -> bytes:
    """The file's content; numbers of half precision, which costs a twentieth of a gray level at most."""
    about = {
        "format": FORMAT,
        "golden": taught.golden,
        "scale": taught.scale,
        "limits": taught.limits.tolist(),
        "false_calls": taught.false_calls.count,
        "parts": taught.false_calls.n,
    }
    content = io.BytesIO()
    np.savez_compressed(
        content,
        about=np.frombuffer(json.dumps(about).encode(), np.uint8),
        mean=taught.statistics.mean.astype(np.float16),
        inverse=taught.statistics.inverse.astype(np.float16),
    )
    return content.getvalue()


def read_taught(path: Path, golden: Image) -> Taught:
    """What was taught for this golden; raises TaughtError naming the file where it can't be used."""
    try:
        taught = _parsed(path.read_bytes())
    except OSError as error:
        raise TaughtError(f"{path}: can't be read ({error.strerror or error}); teach again") from error
    except _BROKEN as error:
        raise TaughtError(f"{path}: is broken ({error}); teach again") from error
    if taught.golden != golden_digest(golden):
        raise TaughtError(f"{path}: was taught with another golden; teach again with this one")
    return taught


def _parsed(content: bytes) -> Taught:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise ValueError("it is no archive")
    with np.load(io.BytesIO(content), allow_pickle=False) as parts:
        about = json.loads(parts["about"].tobytes())
        return _checked(about, parts["mean"].astype(np.float32), parts["inverse"].astype(np.float32))


def _checked(about: dict[str, object], mean: NDArray[np.float32], inverse: NDArray[np.float32]) -> Taught:
    if about["format"] != FORMAT:
        raise ValueError(f"format {about['format']}, this version reads {FORMAT}")
    limits = np.array(about["limits"], np.float32)
    if mean.ndim != 3 or mean.shape != inverse.shape or len(mean) != len(SQUARES):
        raise ValueError("its maps do not fit each other")
    if limits.shape != (len(SQUARES),) or not (limits > 0).all():
        raise ValueError("its limits are not positive")
    if not (np.isfinite(mean).all() and np.isfinite(inverse).all() and np.isfinite(limits).all()):
        raise ValueError("it holds what is no number")
    calls = Rate(int(str(about["false_calls"])), int(str(about["parts"])))
    scale = float(str(about["scale"]))
    return Taught(str(about["golden"]), scale, CellStatistics(mean, inverse), limits, calls)
