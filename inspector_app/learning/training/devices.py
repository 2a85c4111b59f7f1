"""Where a training computes: a GPU where torch finds one, else the CPU."""

from __future__ import annotations

import os
import platform
import re

from inspector_app.learning.training.plan import AUTO, TrainingError

_CPU = "cpu"
_SHORT = ("out of memory", "allocate memory", "not enough memory")
"""What torch says of it on a GPU, and on a CPU."""
_WANTED = re.compile(r"auto|cpu|cuda(:\d+)?")


def chosen_device(wanted: str = AUTO) -> str:
    """`cpu` or `cuda:N`. Raises TrainingError where that device isn't there."""
    import torch  # noqa: PLC0415 - heavy, and optional

    if not _WANTED.fullmatch(wanted):
        raise TrainingError(f"no device named {wanted}; there are: auto, cpu, cuda, cuda:1 and so on")
    found = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if wanted == _CPU or (wanted == AUTO and not found):
        return _CPU
    number = int(wanted.partition(":")[2] or 0)
    if number >= found:
        raise TrainingError(
            f"torch {torch.__version__} finds {found or 'no'} GPU here, and {wanted} was asked for; check its driver, "
            "or leave --device out"
        )
    return f"cuda:{number}"


def device_words(device: str) -> str:
    """How cards and answers call it: `cuda:0 (NVIDIA L4)`, `cpu (x86_64, 2 threads)`."""
    import torch  # noqa: PLC0415 - heavy, and optional

    if device == _CPU:
        return f"cpu ({platform.machine()}, {os.cpu_count()} threads)"
    return f"{device} ({torch.cuda.get_device_name(device)})"


def use_every_core() -> None:
    """Of those that this process may use; torch and ultralytics would leave some idle."""
    import torch  # noqa: PLC0415 - heavy, and optional

    torch.set_num_threads(
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )


def is_short_of_memory(error: RuntimeError | MemoryError) -> bool:
    """Whether a step of a training failed for want of memory; torch says it by words alone."""
    return isinstance(error, MemoryError) or any(words in str(error).lower() for words in _SHORT)
