"""What was taught, as a file beside the recipe, checked when it is read."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inspector_app.imaging.arrays import Image
from inspector_app.novelty.cells import SQUARES
from inspector_app.novelty.mixture import Mixture
from inspector_app.novelty.statistics import CellStatistics
from inspector_app.novelty.surface import TaughtSurface
from inspector_app.novelty.taught import Taught
from inspector_app.novelty.texture import TEXTURE_SQUARES
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

_MIXTURE = ("centre", "scale", "means", "whitening")

Arrays = Mapping[str, NDArray[np.float32]]
About = Mapping[str, object]


class TaughtError(Exception):
    """What can't be learnt from or read; the message says why."""


def golden_digest(golden: Image) -> str:
    """SHA-256 of a golden's size and pixels."""
    pixels = np.ascontiguousarray(golden)
    digest = hashlib.sha256(f"{pixels.shape}".encode())
    digest.update(pixels.data)
    return digest.hexdigest()


def taught_bytes(taught: Taught | TaughtSurface) -> bytes:
    """The file's content. Maps are of half precision, which costs a twentieth of a gray level at most."""
    about: dict[str, object] = {
        "format": FORMAT,
        "limits": taught.limits.tolist(),
        "false_calls": taught.false_calls.count,
        "parts": taught.false_calls.n,
    }
    if isinstance(taught, Taught):
        about |= {"kind": "aligned", "golden": taught.golden, "scale": taught.scale}
        maps = {"mean": taught.statistics.mean, "inverse": taught.statistics.inverse}
        return _archive(about, {name: one.astype(np.float16) for name, one in maps.items()})
    about |= {"kind": "surface", "size": list(taught.size)}
    arrays = {
        f"{name}{index}": getattr(mixture, name)
        for index, mixture in enumerate(taught.mixtures)
        for name in _MIXTURE
    }
    return _archive(about, arrays)


def read_taught(path: Path, golden: Image, *, surface: bool = False) -> Taught | TaughtSurface:
    """What was taught for this golden, or of a surface; raises TaughtError naming the file where it can't be used."""
    try:
        about, arrays = _parsed(path.read_bytes())
        if about["kind"] != ("surface" if surface else "aligned"):
            raise ValueError(f"it was taught as {about['kind']}")
        taught = _surface(about, arrays) if surface else _aligned(about, arrays)
    except OSError as error:
        raise TaughtError(f"{path}: can't be read ({error.strerror or error}); teach again") from error
    except _BROKEN as error:
        raise TaughtError(f"{path}: is broken ({error}); teach again") from error
    if isinstance(taught, Taught) and taught.golden != golden_digest(golden):
        raise TaughtError(f"{path}: was taught with another golden; teach again with this one")
    if isinstance(taught, TaughtSurface) and taught.size != golden.shape[:2]:
        raise TaughtError(f"{path}: was taught at another size than its golden; teach again")
    return taught


def _archive(about: About, arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    content = io.BytesIO()
    everything: dict[str, Any] = {"about": np.frombuffer(json.dumps(about).encode(), np.uint8), **arrays}
    np.savez_compressed(content, **everything)
    return content.getvalue()


def _parsed(content: bytes) -> tuple[About, Arrays]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise ValueError("it is no archive")
    with np.load(io.BytesIO(content), allow_pickle=False) as parts:
        about = json.loads(parts["about"].tobytes())
        arrays = {name: parts[name].astype(np.float32) for name in parts.files if name != "about"}
    if about["format"] != FORMAT:
        raise ValueError(f"format {about['format']}, this version reads {FORMAT}")
    if not all(np.isfinite(one).all() for one in arrays.values()):
        raise ValueError("it holds what is no number")
    return about, arrays


def _aligned(about: About, arrays: Arrays) -> Taught:
    mean, inverse = arrays["mean"], arrays["inverse"]
    if mean.ndim != 3 or mean.shape != inverse.shape or len(mean) != len(SQUARES):
        raise ValueError("its maps do not fit each other")
    limits = _limits(about, len(SQUARES))
    scale = float(str(about["scale"]))
    return Taught(str(about["golden"]), scale, CellStatistics(mean, inverse), limits, _false_calls(about))


def _surface(about: About, arrays: Arrays) -> TaughtSurface:
    mixtures = tuple(
        Mixture(*(arrays[f"{name}{index}"] for name in _MIXTURE)) for index in range(len(TEXTURE_SQUARES))
    )
    for one in mixtures:
        kinds, features = one.means.shape
        if one.centre.shape != (features,) or one.whitening.shape != (kinds, features, features):
            raise ValueError("its tables do not fit each other")
    height, width = (int(side) for side in np.array(about["size"], np.int64))
    return TaughtSurface((height, width), mixtures, _limits(about, len(TEXTURE_SQUARES)), _false_calls(about))


def _limits(about: About, count: int) -> NDArray[np.float32]:
    limits = np.array(about["limits"], np.float32)
    if limits.shape != (count,) or not (np.isfinite(limits) & (limits > 0)).all():
        raise ValueError("its limits are not positive")
    return limits


def _false_calls(about: About) -> Rate:
    return Rate(int(str(about["false_calls"])), int(str(about["parts"])))
