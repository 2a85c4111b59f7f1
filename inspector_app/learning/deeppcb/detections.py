"""What was found on the DeepPCB set, in the set's own text format, for any scorer to check."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from inspector_app.datasets.formats.deeppcb import TYPES
from inspector_app.domain.finding import Finding
from inspector_app.learning.deeppcb.scoring import PairResult


class TargetError(Exception):
    """A folder that detections can't be written to; the message says which and why."""


def check_free(folder: Path) -> None:
    """Raises TargetError where something is there already: another run's files would be counted as this one's."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TargetError(f"{folder} is there already and not empty; choose another folder")


def write_detections(folder: Path, results: Sequence[PairResult]) -> None:
    """A file an image, NAME.txt, lines `x1,y1,x2,y2,confidence,type`; all files or none."""
    check_free(folder)
    unfinished = folder.with_name(folder.name + ".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for result in results:
        lines = "".join(_line(finding) for finding in result.findings)
        (unfinished / f"{result.pair.name}.txt").write_text(lines, encoding="utf-8")
    if folder.exists():
        folder.rmdir()
    unfinished.rename(folder)


def _line(finding: Finding) -> str:
    edges = ",".join(f"{edge:.2f}" for edge in finding.box.as_tuple())
    return f"{edges},{finding.score:.6f},{TYPES.index(finding.defect_class) + 1}\n"
