"""What figures were measured on. Without the database: the environment that trains has none."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from inspector_app.detectors.compiled import threads_for_this_machine


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "cpu": _cpu_name(),
        "cores": threads_for_this_machine(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "openvino": version("openvino"),
        "opencv": version("opencv-python"),
    }


def machine_in_words() -> str:
    """What makes a network's answers and times: processor, threads, runtime."""
    here = machine()
    return f"{here['cpu']}, {here['cores']} threads, OpenVINO {here['openvino']}"


def _cpu_name() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [
            line.split(":", 1)[1].strip()
            for line in info.read_text().splitlines()
            if line.startswith("model name")
        ]
        if names:
            return names[0]
    return platform.processor() or "unknown"
