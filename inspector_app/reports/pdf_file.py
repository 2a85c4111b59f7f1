"""The file on disk: all of it or nothing."""

from __future__ import annotations

import contextlib
import errno
import os
from io import BytesIO
from pathlib import Path
from uuid import uuid4


def write_whole(data: BytesIO, out: Path) -> None:
    """Writes beside the place, syncs and renames: an older file stays as it was until then.

    A link is followed; what is neither file nor folder, a device or a pipe, is never replaced. Raises OSError with
    the name that was asked for, leaving nothing.
    """
    place = out.resolve()
    if place.exists() and not (place.is_file() or place.is_dir()):
        raise OSError(errno.EINVAL, "is no file that could be replaced", str(out))
    half_done = place.with_name(f".{place.name}.{uuid4().hex[:8]}.part")
    try:
        with half_done.open("wb") as file:
            file.write(data.getbuffer())
            file.flush()
            os.fsync(file.fileno())
        half_done.replace(place)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(out)) from error  # the name that was asked for
    finally:
        with contextlib.suppress(OSError):
            half_done.unlink(missing_ok=True)
