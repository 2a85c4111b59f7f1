"""Fakes of our own ports: a network that answers what a test wants, a recorder and outputs that remember."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import pytest

from inspector_app.boards import DEFECT_CODES, demo_products, render_golden
from inspector_app.domain.catalogue import Severity
from inspector_app.domain.part import Part, StoredFrame, new_id
from inspector_app.domain.recipe import ClassRule, Recipe, ViewSetup
from inspector_app.inspection.ports import LoadedRecipe, RecordError

ANCHORS = 8400


@dataclass
class FakeNetwork:
    """Answers with the boxes it was given: (class index, score, x1, y1, x2, y2)."""

    answers: list[tuple[int, float, float, float, float, float]] = field(default_factory=list)
    breaks: bool = False
    input_size: tuple[int, int] = (640, 640)
    compares: bool = True
    classes: tuple[str, ...] = DEFECT_CODES

    def run(self, network_input: np.ndarray) -> np.ndarray:
        if self.breaks:
            raise RuntimeError("the network broke")
        output = np.zeros((1, 4 + len(self.classes), ANCHORS), np.float32)
        for anchor, (index, score, x1, y1, x2, y2) in enumerate(self.answers):
            output[0, :4, anchor] = ((x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1)
            output[0, 4 + index, anchor] = score
        return output


@dataclass
class FakeRecorder:
    """Remembers the order of what happened."""

    log: list[str]
    full: bool = False
    recorded: list = field(default_factory=list)

    def expect_images(self, count):
        pass

    def keep_lossless(self, inspection_id, stored, image):
        self.log.append(f"lossless {stored.view}")
        return stored

    def keep_image(self, inspection_id, frame, mm_per_px, golden_path):
        if self.full:
            raise RecordError("the disk is full")
        self.log.append(f"image {frame.view}")
        height, width = frame.image.shape[:2]
        return StoredFrame(
            frame.view,
            frame.device_frame_id,
            frame.captured_at,
            "x.jpg",
            golden_path,
            width,
            height,
            mm_per_px,
        )

    def keep_heat_map(self, stored, heat):
        self.log.append(f"heat {stored.view} {heat.shape}")

    def discard(self, inspection_id):
        self.log.append("discard")

    def record(self, inspection):
        self.log.append("row")
        self.recorded.append(inspection)


@dataclass
class FakeOutputs:
    log: list[str]
    sent: list = field(default_factory=list)

    def send(self, part, signal, defect_class=""):
        self.log.append(f"signal {signal.value}")
        self.sent.append(signal)

    def set_ready(self, ready):
        self.log.append(f"ready {ready}")


@pytest.fixture
def recipe() -> Recipe:
    rules = {
        code: ClassRule(threshold=0.5, review_from=0.3, tolerance_mm=0.2, severity=severity)
        for code, severity in zip(
            DEFECT_CODES, [Severity.CRITICAL] * 2 + [Severity.MAJOR] * 3 + [Severity.MINOR], strict=True
        )
    }
    views = (ViewSetup(name="left", golden="left.png", mm_per_px=0.02),)
    return Recipe(name="demo", version=1, product="p", model="m", views=views, classes=rules)


@pytest.fixture(scope="session")
def golden() -> np.ndarray:
    return render_golden(demo_products()[0], 0).copy()


@pytest.fixture
def loaded(recipe, golden) -> LoadedRecipe:
    return LoadedRecipe(recipe, {"left": golden}, {"left": "recipes/demo/left.png"})


@pytest.fixture
def part() -> Part:
    return Part(new_id(), 1)


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)
