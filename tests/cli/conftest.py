import logging

import pytest
import structlog


@pytest.fixture(autouse=True)
def logging_as_before():
    """Commands set logging up for their process; the next test starts without."""
    root, ours = logging.getLogger(), logging.getLogger("inspector_app")
    handlers, level, our_level = list(root.handlers), root.level, ours.level
    yield
    for handler in root.handlers:
        if handler not in handlers:
            handler.close()
    root.handlers = handlers
    root.setLevel(level)
    ours.setLevel(our_level)
    structlog.reset_defaults()
