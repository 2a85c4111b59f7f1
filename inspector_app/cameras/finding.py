"""Which cameras there are: `python -m inspector_app.cameras.finding PRODUCER...` prints them as one JSON list.

A process of its own, because a driver that is asked may hang.
"""

from __future__ import annotations

import glob
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from inspector_app.cameras.genicam.producer import Producer
from inspector_app.cameras.kind import OpenError

_PRODUCER_FOLDERS = "GENICAM_GENTL64_PATH"
"""By the GenTL standard: where installed drivers put their producers."""


@dataclass(frozen=True, slots=True)
class FoundCamera:
    """What cameras.toml needs to name a camera: kind and address (a serial, a device), and words for a person."""

    kind: str
    address: str
    text: str
    producer: str = ""
    free: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """Cameras, and why others could not be looked for."""

    cameras: tuple[FoundCamera, ...]
    troubles: tuple[str, ...] = ()


def find_genicam(producers: list[str]) -> Found:
    """The cameras of each producer."""
    cameras: list[FoundCamera] = []
    troubles: list[str] = []
    for name in producers:
        try:
            producer = Producer(name)
        except OpenError as error:
            troubles.append(str(error))
            continue
        for device in producer.devices():
            words = " ".join(filter(None, (device.vendor, device.model, device.name)))
            cameras.append(FoundCamera("genicam", device.serial, words, name, device.free))
    return Found(tuple(cameras), tuple(troubles))


def installed_producers() -> list[str]:
    """Every *.cti of the folders that drivers are installed in."""
    folders = filter(None, os.environ.get(_PRODUCER_FOLDERS, "").split(os.pathsep))
    return sorted(str(file) for folder in dict.fromkeys(folders) for file in Path(folder).glob("*.cti"))


def find_usb() -> tuple[FoundCamera, ...]:
    """Video devices by the name that follows the device itself, not the order of plugging in; Linux only."""
    stable = sorted(glob.glob("/dev/v4l/by-id/*-index0"))  # noqa: PTH207 - a device folder that may be missing
    if stable:
        return tuple(FoundCamera("usb", name, Path(name).name) for name in stable)
    plain = sorted(Path("/dev").glob("video*")) if sys.platform == "linux" else []
    return tuple(FoundCamera("usb", str(name), name.name) for name in plain)


def main() -> int:
    """Prints what is there."""
    genicam = find_genicam(sys.argv[1:])
    found = Found(genicam.cameras + find_usb(), genicam.troubles)
    print(json.dumps(asdict(found)))
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # a producer may hang where it is unloaded
