"""The one Harvester of a camera's process: opened once, asked once what is there, never again.

Asking again while a camera is open breaks it, and opening and closing over and over leaks; so whoever wants
either starts a new process.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector_app.cameras.kind import OpenError
from inspector_app.settings.camera_sections import SOFTWARE_PRODUCER


@dataclass(frozen=True, slots=True)
class FoundDevice:
    """A camera as its producer describes it; what it does not tell is empty."""

    serial: str
    vendor: str
    model: str
    name: str
    free: bool
    """Whether it could be opened now."""


def producer_file(name: str) -> Path:
    """The file that a section names; "viky" is the one beside the genicam bindings."""
    if name == SOFTWARE_PRODUCER:
        import genicam  # noqa: PLC0415 - a folder that only installed drivers need

        return Path(genicam.__file__).with_name("viky.cti")
    return Path(name).expanduser()


class Producer:
    """An open producer with what it found when it was opened."""

    def __init__(self, name: str) -> None:
        """Raises OpenError where the file is missing or is no producer."""
        from genicam.gentl import GenericException  # noqa: PLC0415 - half a second, for these cameras only
        from harvesters.core import Harvester  # noqa: PLC0415

        file = producer_file(name)
        if not file.is_file():
            raise OpenError(f"the GenTL producer {file} is not there")
        self._harvester = Harvester()
        try:
            self._harvester.add_file(str(file), check_existence=True, check_validity=True)
            self._harvester.update()
        except (OSError, GenericException) as error:
            raise OpenError(f"{file} can't be used as a GenTL producer: {error}") from error
        self.file = file
        if str(file) not in self._harvester.files:
            raise OpenError(f"{file} can't be used as a GenTL producer")

    def devices(self) -> tuple[FoundDevice, ...]:
        """Every camera that it found."""
        return tuple(_described(info.property_dict) for info in self._harvester.device_info_list)

    def open(self, serial: str) -> Any:  # noqa: ANN401 - harvesters has no types
        """The acquirer of this camera and of no other. Raises OpenError, naming what is there instead."""
        from genicam.gentl import GenericException  # noqa: PLC0415

        # Our own comparison: harvesters takes a camera whose serial can't be read for the one that is asked for.
        infos = [
            info
            for info in self._harvester.device_info_list
            if _described(info.property_dict).serial == serial
        ]
        if len(infos) != 1:
            there = ", ".join(device.serial or "one without a serial" for device in self.devices()) or "none"
            count = "no camera" if not infos else "more than one camera"
            raise OpenError(f"{self.file.name} finds {count} with the serial {serial}; it finds: {there}")
        try:
            return self._harvester.create(infos[0])
        except GenericException as error:
            raise OpenError(f"the camera {serial} can't be opened: {error}") from error

    def close(self) -> None:
        """Lets go of the camera and of the producer; may hang with some drivers."""
        with contextlib.suppress(Exception):  # the process ends either way
            self._harvester.reset()


def _described(properties: dict[str, Any]) -> FoundDevice:
    def text(key: str) -> str:
        return str(properties.get(key) or "").strip()

    free = properties.get("access_status") in {1, 2}  # GenTL: DEVICE_ACCESS_STATUS_READWRITE, _READONLY
    return FoundDevice(text("serial_number"), text("vendor"), text("model"), text("user_defined_name"), free)
