"""A network of a model package, compiled for this machine's CPU by OpenVINO."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
import openvino as ov

WARM_UP_RUNS = 10


class NetworkError(Exception):
    """A network that can't be loaded or run; the message says which and why."""


def threads_for_this_machine() -> int:
    """Threads of the network: all cores, less one for everything else where there are more than two."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if cores <= 2 else cores - 1


class OpenVinoNetwork:
    """One compiled network with one request that is reused; not for several threads at once.

    Takes uint8 (H, W, 3) and gives float32 (1, 4 + classes, anchors): cast, scale and layout are in the graph.
    """

    def __init__(
        self, xml: Path, classes: tuple[str, ...], *, cache: Path | None = None, threads: int | None = None
    ) -> None:
        self._classes = classes
        self._xml = xml
        self._compiled = _compile(xml, cache, threads or threads_for_this_machine())
        self._input_size = _input_size(self._compiled, xml)
        self._check_output()
        self.reload()

    @property
    def input_size(self) -> tuple[int, int]:
        """Width and height in px."""
        return self._input_size

    @property
    def classes(self) -> tuple[str, ...]:
        """Codes of the classes, in the order of the output."""
        return self._classes

    def run(self, network_input: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Runs one input; the result is overwritten by the next run. Raises NetworkError."""
        try:
            self._request.infer({0: network_input[None]}, share_inputs=True)
            output: npt.NDArray[np.float32] = self._request.get_output_tensor(0).data
        except RuntimeError as error:
            raise NetworkError(f"{self._xml.name}: {_one_line(error)}") from error
        return output

    def reload(self) -> None:
        """Makes a new request, after a failure, and warms it up."""
        self._request = self._compiled.create_infer_request()
        width, height = self._input_size
        blank = np.full((height, width, 3), 128, np.uint8)
        for _ in range(WARM_UP_RUNS):
            self.run(blank)

    def _check_output(self) -> None:
        shape = self._compiled.output(0).partial_shape
        rows = shape[1].get_length() if len(shape) == 3 else -1
        if rows != 4 + len(self._classes):
            raise NetworkError(f"{self._xml}: output {shape} does not fit {len(self._classes)} classes")


def _compile(xml: Path, cache: Path | None, threads: int) -> ov.CompiledModel:
    core = ov.Core()
    settings = {
        "PERFORMANCE_HINT": "LATENCY",
        # bfloat16, the default of some CPUs, gives other answers on other machines
        "INFERENCE_PRECISION_HINT": "f32",
        "INFERENCE_NUM_THREADS": threads,
        "NUM_STREAMS": 1,
    }
    try:
        if cache is None:
            return core.compile_model(str(xml), "CPU", settings)
        return _compile_cached(core, xml, cache, settings)
    except RuntimeError as error:
        raise NetworkError(f"{xml}: cannot be loaded ({_one_line(error)})") from error


def _compile_cached(core: ov.Core, xml: Path, cache: Path, settings: dict[str, object]) -> ov.CompiledModel:
    """The cache only makes starting faster, so any trouble with it deletes it and compiles without."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        return core.compile_model(str(xml), "CPU", {**settings, "CACHE_DIR": str(cache)})
    except (RuntimeError, OSError):
        shutil.rmtree(cache, ignore_errors=True)
        return core.compile_model(str(xml), "CPU", settings)


def _input_size(compiled: ov.CompiledModel, xml: Path) -> tuple[int, int]:
    shape = compiled.input(0).partial_shape
    if not shape.is_static or len(shape) != 4 or shape[3].get_length() != 3:
        raise NetworkError(f"{xml}: input {shape} is not (1, height, width, 3)")
    return shape[2].get_length(), shape[1].get_length()


def _one_line(error: Exception) -> str:
    """The runtime tells its own calls line by line."""
    return " ".join(str(error).split())
