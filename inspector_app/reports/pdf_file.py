"""The file of a report on disk: all of it or nothing, and never a device."""

from __future__ import annotations

import errno
import os
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from inspector_app.settings.whole_files import write_whole


def write_pdf(data: BytesIO, out: Path) -> None:
    """Writes beside the place, syncs and renames: an older file stays as it was until then.

    A link is followed; what is neither file nor folder, a device or a pipe, is never replaced. Raises OSError with
    the name that was asked for, leaving nothing.
    """
    place = out.resolve()
    if not place.parent.is_dir():  # a folder that was mistyped is not made
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(out))
    if place.exists() and not (place.is_file() or place.is_dir()):
        raise OSError(errno.EINVAL, "is no file that could be replaced", str(out))
    # in a folder of somebody's own no file may be in the way that is called so
    half_done = place.with_name(f".{place.name}.{uuid4().hex[:8]}.part")
    try:
        write_whole(place, data.getbuffer(), half_done)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(out)) from error  # the name that was asked for
