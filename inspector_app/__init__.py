"""Inspector: a desktop inspection station for factories."""

import os

# OpenBLAS' threads spin while they wait, which takes the cores from the network; set before numpy is imported
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
