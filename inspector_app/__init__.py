"""Inspector: a desktop inspection station for factories."""

import os
import sys

# OpenBLAS' threads spin while they wait, which takes the cores from the network; set before numpy is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# OpenVINO tells its makers of every import, unless this package can't be found; a station talks to no stranger
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None: Python's way to say "not here"

__version__ = "0.1.0"
