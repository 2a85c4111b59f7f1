"""A learning desk that answers from memory."""

from dataclasses import dataclass, field, replace

from inspector_app.quality.rates import Rate
from inspector_app.ui.learning.ports import (
    ClassLine,
    DatasetLine,
    EpochLine,
    JobLine,
    Overview,
    PackageLine,
    TrainingLine,
    VersionLine,
    Wish,
)
from inspector_app.ui.learning.wishes import JobWish

EMPTY = Overview((), (), (), ("yolov8n", "yolov8s"))
NOW = "2026-11-24T08:00:00+00:00"


def epochs(count: int) -> tuple[EpochLine, ...]:
    """Losses that fall, mAP that rises, as they do."""
    return tuple(
        EpochLine(n, 0.9 + 3.2 / (n + 0.6), 1.1 + 3.3 / (n + 0.7), 0.96 - 0.9 / (n + 0.9))
        for n in range(1, count + 1)
    )


def version(number: int = 1, **changes: object) -> VersionLine:
    made = VersionLine(
        f"housings@{number}",
        {"train": 2240, "validation": 480, "test": 480, "vault": 800},
        {"validation": 3, "test": 1, "vault": 0},
        "2026-11-02T14:05:00+00:00",
        "Q. Lead",
        "first images of line 3",
    )
    return replace(made, **changes)


def training(name: str = "housings-v1", **changes: object) -> TrainingLine:
    made = TrainingLine(name, "finished", "housings@1", "yolov8n", epochs(12), 12)
    return replace(made, **changes)


def package(name: str = "housings-v1") -> PackageLine:
    classes = (
        ClassLine("Scratch", Rate(188, 193), Rate(188, 194), collect_more=False),
        ClassLine("Dent", Rate(141, 151), Rate(141, 150), collect_more=False),
        ClassLine("Stain", Rate(61, 78), Rate(61, 66), collect_more=True),
    )
    return PackageLine(
        name,
        "under test",
        "",
        "yolov8n",
        "test part of housings@1 (480 images; the vault stays shut)",
        classes,
        facts={"Sees": "the image alone, 640 x 640 px", "Quantised": "NNCF 3.4.0"},
    )


def busy_overview() -> Overview:
    return Overview(
        (DatasetLine("housings", 3200, 800, (version(2, note="stains added"), version())),),
        (
            training(
                "housings-v2",
                state="running",
                dataset="housings@2",
                epochs=epochs(9),
                epochs_planned=24,
                seconds_left=1490,
            ),
            training("housings-s", state="stopped", family="yolov8s", epochs=epochs(4)),
            training(),
        ),
        (package(), PackageLine("board-defects", "under test, comes with the program", family="yolov8n")),
        ("yolov8n", "yolov8s", "yolov8m"),
    )


@dataclass
class FakeDesk:
    """Keeps what it was asked; `error` makes it refuse."""

    shown: Overview = EMPTY
    error: str = ""
    asked: list[tuple[object, ...]] = field(default_factory=list)

    def overview(self) -> Overview:
        return self.shown

    def trainings(self) -> tuple[TrainingLine, ...]:
        return self.shown.trainings

    def jobs(self) -> tuple[JobLine, ...]:
        return self.shown.jobs

    def begin(self, wish: JobWish, allowed_by: str = "") -> None:
        self._ask("begin", wish, allowed_by)
        self.tell(JobLine(wish, "running", NOW))

    def stop(self, wish: JobWish) -> None:
        self._ask("stop", wish)
        self.tell(JobLine(wish, "stopped", NOW))

    def forget(self, wish: JobWish) -> None:
        self._ask("forget", wish)
        self.shown = replace(self.shown, jobs=self._others(wish))

    def recognise(self, source: str) -> str:
        if source.startswith("/nowhere"):
            raise OSError(f"{source}: there is no such folder or file.")
        return "YOLO"

    def tell(self, job: JobLine) -> None:
        """A job as it is from now on."""
        self.shown = replace(self.shown, jobs=(job, *self._others(job.wish)))

    def _others(self, wish: JobWish) -> tuple[JobLine, ...]:
        return tuple(
            one for one in self.shown.jobs if (one.wish.kind, one.wish.subject) != (wish.kind, wish.subject)
        )

    def start(self, wish: Wish) -> None:
        self._ask("start", wish)
        self._put(TrainingLine(wish.name, "running", wish.dataset, wish.family))

    def resume(self, name: str, allowed_by: str = "") -> None:
        self._ask("resume", name, allowed_by)

    def quantise(self, name: str, recipe: str | None, allowed_by: str = "") -> None:
        self._ask("quantise", name, recipe, allowed_by)

    def cancel(self, name: str) -> None:
        self._ask("cancel", name)

    def _ask(self, *what: object) -> None:
        if self.error:
            raise OSError(self.error)
        self.asked.append(what)

    def _put(self, line: TrainingLine) -> None:
        self.shown = replace(self.shown, trainings=(*self.shown.trainings, line))
