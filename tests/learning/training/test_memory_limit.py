import sys
from types import SimpleNamespace

import numpy as np
import psutil
import pytest

from inspector_app.learning.training.memory_limit import no_more_than_is_free

MEGABYTE = 1 << 20


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux gives memory that it does not have"
)
def test_what_is_not_free_can_t_be_allocated_and_afterwards_it_can_again(monkeypatch):
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=300 * MEGABYTE))
    with no_more_than_is_free():
        assert np.empty(100 * MEGABYTE, np.uint8).size
        with pytest.raises(MemoryError):
            np.empty(400 * MEGABYTE, np.uint8)
    assert np.empty(400 * MEGABYTE, np.uint8).size
