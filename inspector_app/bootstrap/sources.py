"""Where the line's parts and images come from: the simulated line, a folder, or real cameras."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from inspector_app.boards import demo_products
from inspector_app.bootstrap.device_feed import device_setups
from inspector_app.cameras import CameraGroup, CameraSetup, FolderParts, PacedParts
from inspector_app.domain.part import Part
from inspector_app.domain.recipe import Mode, Recipe
from inspector_app.domain.verdict import Signal
from inspector_app.inspection.ports import Outputs
from inspector_app.settings.home import Home
from inspector_app.settings.line_setup import LineSetup
from inspector_app.settings.station import Settings
from inspector_app.signals import PlcLink, PlcParts, open_wire
from inspector_app.simulation import Belt, BeltSetup, BoardsOnDemand, Gate, SimulatedTruth
from inspector_app.station.no_link import NoLink
from inspector_app.station.ports import LineLink, PartSource


class SourceError(Exception):
    """Parts can't come from there; the message says why."""


@dataclass(frozen=True, slots=True)
class SimulatedSource:
    """The simulated line. The same line_seed gives the same parts."""

    parts_per_hour: float
    line_seed: int = 1
    defect_rate: float = 0.12
    mishap_rate: float = 0.01


@dataclass(frozen=True, slots=True)
class FolderSource:
    """Images from a folder; parts_per_hour None: as fast as the line takes them."""

    folder: Path
    loop: bool = False
    parts_per_hour: float | None = None


@dataclass(frozen=True, slots=True)
class DeviceSource:
    """The cameras of a file; parts_per_hour counts where no PLC announces the parts."""

    file: Path
    parts_per_hour: float


Source = SimulatedSource | FolderSource | DeviceSource


@dataclass(frozen=True, slots=True)
class Feed:
    """Parts, cameras and outputs that belong together. drive is told the mode of each recipe that goes to work."""

    parts: PartSource
    cameras: CameraGroup
    outputs: Outputs
    truth: Callable[[Part], str | None]
    drive: Callable[[Mode], None]
    link: LineLink = NoLink()  # noqa: RUF009 - it has no state
    close_outputs: Callable[[], None] = lambda: None


class NoOutputs:
    """Without a PLC no signal leads anywhere."""

    def send(self, part: Part, signal: Signal, defect_class: str = "") -> None:
        """Nobody listens."""

    def set_ready(self, ready: bool) -> None:
        """Nobody listens."""


def source_of(settings: Settings, home: Home) -> Source:
    """The source that the site chose. Raises SourceError where it is a folder without a name."""
    if settings.cameras == "folder":
        if not settings.camera_folder:
            raise SourceError('the setting cameras is "folder", but camera_folder names none')
        return FolderSource(Path(settings.camera_folder), settings.folder_loop, settings.parts_per_hour)
    if settings.cameras == "devices":
        return DeviceSource(home.camera_file, settings.parts_per_hour)
    return SimulatedSource(settings.parts_per_hour)


def open_feed(
    source: Source, recipe: Recipe, home: Home, first_number: int, setup: LineSetup | None = None
) -> Feed:
    """The feed for a recipe's views; its cameras are not started. Raises SourceError, FolderError or CameraFileError.

    setup: the line's PLC, which then says when a part comes, and sorts it.
    """
    plc = PlcLink(open_wire(setup), setup) if setup is not None else None
    if isinstance(source, FolderSource):
        feed = _folder_feed(source, recipe, home, first_number)
    elif isinstance(source, DeviceSource):
        feed = _device_feed(source, recipe, home, first_number)
    else:
        feed = _simulated_feed(source, recipe, home, first_number, at_once=plc is not None)
    if plc is None:
        return feed
    plc.start()
    parts = PlcParts(plc, feed.parts)
    return replace(feed, parts=parts, outputs=plc, drive=lambda _: None, link=plc, close_outputs=plc.close)


def _folder_feed(source: FolderSource, recipe: Recipe, home: Home, first_number: int) -> Feed:
    views = [view.name for view in recipe.views]
    folder = _absolute(source.folder)
    parts = FolderParts(
        folder, views, first_number=first_number, loop=source.loop, parts_per_hour=source.parts_per_hour
    )
    setups = [
        CameraSetup(view=view, kind="folder", run_folder=str(home.run), options={"folder": str(folder)})
        for view in views
    ]
    return Feed(parts, CameraGroup(setups, _unknown), NoOutputs(), _unknown, lambda _: None)


def _device_feed(source: DeviceSource, recipe: Recipe, home: Home, first_number: int) -> Feed:
    cameras = CameraGroup(device_setups(source.file, recipe, home.run), _unknown)
    parts = PacedParts(source.parts_per_hour, first_number=first_number)
    return Feed(parts, cameras, NoOutputs(), _unknown, lambda _: None)


def _absolute(folder: Path) -> Path:
    try:
        return folder.expanduser().absolute()
    except RuntimeError as error:
        raise SourceError(f"{folder}: there is no such user") from error


def _simulated_feed(
    source: SimulatedSource, recipe: Recipe, home: Home, first_number: int, *, at_once: bool
) -> Feed:
    views = [view.name for view in recipe.views]
    products = tuple(replace(product, views=len(views)) for product in demo_products())
    gate = Gate(home.run / "gate.json")
    setup = BeltSetup(
        products, source.line_seed, source.defect_rate, source.mishap_rate, source.parts_per_hour
    )
    try:
        parts = (
            BoardsOnDemand(setup, recipe.product, first_number=first_number)
            if at_once
            else Belt(setup, recipe.product, gate, first_number=first_number)
        )
    except ValueError as error:
        raise SourceError(f"recipe {recipe.name}: {error}") from error
    shared: Mapping[str, str | int | float] = {
        "product": recipe.product,
        "views": len(views),
        "line_seed": source.line_seed,
        "defect_rate": source.defect_rate,
        "mishap_rate": source.mishap_rate,
    }
    setups = [
        CameraSetup(
            view=view, kind="simulated", run_folder=str(home.run), options={**shared, "view_index": index}
        )
        for index, view in enumerate(views)
    ]
    cameras = CameraGroup(setups, parts.product_of)

    def drive(mode: Mode) -> None:
        gate.driven = mode is Mode.AUTO_REJECT

    return Feed(parts, cameras, gate, SimulatedTruth(parts.truth, cameras.defects, views), drive)


def _unknown(part: Part) -> None:
    del part
