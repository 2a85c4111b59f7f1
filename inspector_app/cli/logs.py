"""Logs: lines for people on standard error, JSON lines in the home's logs, rotating."""

from __future__ import annotations

import contextlib
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from structlog.typing import Processor

_BYTES_A_FILE = 5_000_000
_OLD_FILES = 5

_BEFORE: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
)


def log_to_stderr(level: int = logging.INFO) -> None:
    """Sends everything that is logged, ours and the libraries', to standard error."""
    structlog.configure(
        processors=[*_BEFORE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())))
    root = logging.getLogger()
    root.addHandler(handler)
    # Of libraries only what is wrong; what they do in passing is noise on a line.
    root.setLevel(logging.WARNING)
    logging.getLogger("inspector_app").setLevel(level)


def log_to_folder(folder: Path, name: str) -> None:
    """Adds a rotating file `name`.log in the folder; each process has its own, since rotation moves files."""
    handler = _FileLog(
        folder / f"{name}.log", maxBytes=_BYTES_A_FILE, backupCount=_OLD_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(_formatter(structlog.processors.JSONRenderer(ensure_ascii=False)))
    logging.getLogger().addHandler(handler)


class _FileLog(RotatingFileHandler):
    """A file that can't be written, on a full disk perhaps, must not bury what standard error says meanwhile."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        if not isinstance(sys.exception(), OSError):
            super().handleError(record)

    def close(self) -> None:
        """What could not be written is lost with the file."""
        with contextlib.suppress(OSError):
            super().close()


def _formatter(renderer: Processor) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_BEFORE,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            renderer,
        ],
    )
