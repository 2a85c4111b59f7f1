"""The process of one camera: `python -m inspector_app.cameras.process SETUP`, a CameraSetup as JSON.

Orders come as JSON lines on standard input, reports leave on standard output, pixels go through the ring.
When the line dies, standard input ends, and this process with it, even while the device hangs.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from queue import SimpleQueue
from typing import BinaryIO

import cv2

from inspector_app.cameras.camera_loop import CameraLoop
from inspector_app.cameras.kind import CameraKind, LostError, OpenError
from inspector_app.cameras.kinds import open_camera
from inspector_app.cameras.link import (
    ORDERS,
    CameraFailed,
    CameraSetup,
    Order,
    Report,
    StopOrder,
)

_GRACE_S = 1.0
"""When the line is gone the loop may tidy up this long; a device that hangs is not waited for."""

_SWITCH_S = 0.0005
"""A trigger must not wait long for a thread that works ahead."""


class _LineGoneError(Exception):
    """Nobody reads the reports any more."""


def main() -> int:
    """Runs the camera of the setup in the first argument; 0 after a stop, 1 when it can't open."""
    setup = CameraSetup.model_validate_json(sys.argv[1])
    # Ctrl-C reaches the whole group of processes; it is the line that ends a camera, after the part in work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)
    sys.setswitchinterval(_SWITCH_S)
    out = _private_output()
    orders: SimpleQueue[Order] = SimpleQueue()
    threading.Thread(target=_read_orders, args=(sys.stdin.buffer, orders), daemon=True).start()
    try:
        camera = open_camera(setup)
    except OpenError as error:
        _say(out, CameraFailed(why=str(error)))
        return 1
    return _run(setup, camera, orders, out)


def _run(setup: CameraSetup, camera: CameraKind, orders: SimpleQueue[Order], out: BinaryIO) -> int:
    loop = CameraLoop(setup, camera, lambda report: _say(out, report))
    try:
        loop.run(orders)
    except _LineGoneError:
        pass  # nobody is left to take pictures for
    except LostError as error:  # not closed: what is gone may hold up whoever closes it
        loop.close()
        _say(out, CameraFailed(why=str(error)))
        return 1
    loop.close()
    camera.close()
    return 0


def _private_output() -> BinaryIO:
    """Standard output for reports alone: what a driver prints goes to standard error instead."""
    private = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=0)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return private


def _say(out: BinaryIO, report: Report) -> None:
    try:
        out.write(report.line())
    except OSError as error:
        raise _LineGoneError from error


def _read_orders(source: BinaryIO, orders: SimpleQueue[Order]) -> None:
    for line in source:
        orders.put(ORDERS.validate_json(line))
    orders.put(StopOrder())
    time.sleep(_GRACE_S)
    os._exit(0)


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)  # an ordinary exit would wait for the thread that reads standard input
