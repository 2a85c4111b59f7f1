"""A network compiled for this machine's CPU by OpenVINO, with one request that is reused until it fails."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
import openvino as ov

from inspector_app.detectors.runtime import core

WARM_UP_RUNS = 10
_LOG = logging.getLogger(__name__)


class NetworkError(Exception):
    """A network that can't be loaded or run; the message says which and why."""


def threads_for_this_machine() -> int:
    """Threads of the network: all cores, less one for everything else where there are more than two."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores if cores <= 2 else cores - 1


class CompiledNetwork:
    """One network of one input and some outputs, all of fixed shape; not for several threads at once."""

    def __init__(self, xml: Path, *, cache: Path | None = None, threads: int | None = None) -> None:
        """Raises NetworkError."""
        self._xml = xml
        self._compiled = _compile(xml, cache, threads or threads_for_this_machine())
        self.input_shape = self._static(self._compiled.input(0).partial_shape, "input")
        self.output_shape, *self.further_output_shapes = [
            self._static(one.partial_shape, "output") for one in self._compiled.outputs
        ]
        self._renew()

    def infer(self, network_input: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """The first output for one input of the network's shape, overwritten by the next run.

        What fails is tried once more with a new request. Raises NetworkError where that fails as well.
        """
        try:
            self._request.infer({0: network_input}, share_inputs=True)
        except RuntimeError as error:
            _LOG.warning("%s failed and is asked again: %s", self._xml.name, _one_line(error))
            self._infer_anew(network_input)
        return self.output(0)

    def _infer_anew(self, network_input: npt.NDArray[np.uint8]) -> None:
        try:
            self._renew()
            self._request.infer({0: network_input}, share_inputs=True)
        except RuntimeError as error:
            raise NetworkError(f"{self._xml.name}: {_one_line(error)}") from error

    def output(self, number: int) -> npt.NDArray[np.float32]:
        """One output of the last run, overwritten by the next."""
        values: npt.NDArray[np.float32] = self._request.get_output_tensor(number).data
        return values

    def _renew(self) -> None:
        self._request = self._compiled.create_infer_request()

    def _static(self, shape: ov.PartialShape, what: str) -> list[int]:
        if not shape.is_static:
            raise NetworkError(f"{self._xml}: {what} {shape} has no fixed shape")
        return [int(dimension.get_length()) for dimension in shape]


def _compile(xml: Path, cache: Path | None, threads: int) -> ov.CompiledModel:
    settings = {
        "PERFORMANCE_HINT": "LATENCY",
        # bfloat16, the default of some CPUs, gives other answers on other machines
        "INFERENCE_PRECISION_HINT": "f32",
        "INFERENCE_NUM_THREADS": threads,
        "NUM_STREAMS": 1,
    }
    try:
        if cache is None:
            return core().compile_model(str(xml), "CPU", settings)
        return _compile_cached(xml, cache, settings)
    except RuntimeError as error:
        raise NetworkError(f"{xml}: cannot be loaded ({_one_line(error)})") from error


def _compile_cached(xml: Path, cache: Path, settings: dict[str, object]) -> ov.CompiledModel:
    """The cache only makes starting faster, so any trouble with it deletes it and compiles without."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        return core().compile_model(str(xml), "CPU", {**settings, "CACHE_DIR": str(cache)})
    except (RuntimeError, OSError):
        shutil.rmtree(cache, ignore_errors=True)
        return core().compile_model(str(xml), "CPU", settings)


def _one_line(error: Exception) -> str:
    """The runtime tells its own calls line by line."""
    return " ".join(str(error).split())
