"""The file on disk: all of it or nothing."""

from __future__ import annotations

import contextlib
import os
from io import BytesIO
from pathlib import Path
from uuid import uuid4


def write_whole(data: BytesIO, out: Path) -> None:
    """Writes beside the place, syncs and renames: an older file stays as it was until then.

    Raises OSError with the name that was asked for, leaving nothing.
    """
    half_done = out.with_name(f".{out.name}.{uuid4().hex[:8]}.part")
    try:
        with half_done.open("wb") as file:
            file.write(data.getbuffer())
            file.flush()
            os.fsync(file.fileno())
        half_done.replace(out)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(out)) from error  # the name that was asked for
    finally:
        with contextlib.suppress(OSError):
            half_done.unlink(missing_ok=True)
