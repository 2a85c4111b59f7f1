"""The line, put together: cameras, network, records, answers, and the windows' connection."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

from inspector_app.bootstrap.answer_desk import ReviewDesk
from inspector_app.bootstrap.models import open_model
from inspector_app.bootstrap.recipe_book import HomeRecipes, OpenModel
from inspector_app.bootstrap.second_beside import SecondBeside
from inspector_app.bootstrap.sources import DeviceSource, FolderSource, Source, open_feed, source_of
from inspector_app.cameras import remove_stale_rings
from inspector_app.inspection.recipes import load_recipe
from inspector_app.records.locking import HomeLock
from inspector_app.records.reader import Reader
from inspector_app.records.store import Store
from inspector_app.review.dispositions import Dispositions
from inspector_app.settings.home import Home
from inspector_app.settings.line_file import load_line_setup
from inspector_app.settings.station import Settings
from inspector_app.station import Line, LineResult, LineTools, SignalGuard, StationServer
from inspector_app.station.command_desk import CommandDesk
from inspector_app.station.floor import LineNames
from inspector_app.station.heart import beat_file


@contextmanager
def build_line(
    home: Home,
    settings: Settings,
    *,
    recipe: str | None = None,
    source: Source | None = None,
    open_model: OpenModel = open_model,
) -> Iterator[Line]:
    """A line, ready to run, that windows may already connect to. recipe and source: else the settings'.

    Raises HomeBusyError where another line works on this home, and what recipe, source or database refuse with;
    the model is opened, and may refuse, when the line runs. Every message is a sentence. Whatever was opened is
    closed again.
    """
    with ExitStack() as opened:
        lock = opened.enter_context(HomeLock(home.create()))
        remove_stale_rings(home.run)
        folder = home.recipes / (recipe or settings.recipe)
        loaded = load_recipe(folder, home.path)
        store = opened.enter_context(Store.open(home, settings, lock))
        first_number = store.last_part_number() + 1
        line_setup = load_line_setup(home.line_file)
        parts_from = source or source_of(settings, home)
        feed = open_feed(parts_from, loaded.recipe, home, first_number, line_setup)
        opened.callback(feed.close_outputs)
        opened.callback(feed.parts.close)
        opened.callback(feed.cameras.close)
        feed.cameras.start()  # as early as can be: they take longest to come up
        guard = SignalGuard(feed.outputs)
        opened.callback(guard.close)
        real = isinstance(parts_from, DeviceSource)
        second = _second_beside(opened, home, settings, store, open_model)
        book = HomeRecipes(
            home, folder, store, guard, open_model=open_model, drive=feed.drive, real_line=real, second=second
        )
        reader = opened.enter_context(Reader(home))
        desk = CommandDesk()
        server = StationServer(home.run, desk.take)
        opened.callback(server.close)
        answers = ReviewDesk(Dispositions(store, reader))
        tools = LineTools(
            feed.parts, feed.cameras, guard, store, answers, book, server.publish, feed.truth, feed.link,
            settings,
        )  # fmt: skip
        names = LineNames(settings.site, settings.line_name, settings.zone)
        yield Line(
            tools, loaded.recipe, lambda: book.put_to_work(loaded),
            names=names, desk=desk, beat_file=beat_file(home.run), newest_row=store.newest_inspection_at(),
        )  # fmt: skip


def _second_beside(
    opened: ExitStack, home: Home, settings: Settings, store: Store, open_model: OpenModel
) -> SecondBeside | None:
    if not settings.second_model:
        return None
    second = SecondBeside(settings.second_model, home, store, open_model)
    opened.callback(second.close)
    return second


def run_line(
    home: Home,
    settings: Settings,
    *,
    recipe: str | None = None,
    source: Source | None = None,
    seconds: float | None = None,
    parts: int | None = None,
    stop_at_end: bool = True,
    restarted: bool = False,
    open_model: OpenModel = open_model,
) -> LineResult:
    """Runs a line in this process until it is through, stopped, or told to end (SIGTERM, Ctrl-C).

    For the process's main thread. restarted: nobody asked for it, a watchdog brought it back. A run with a limit is a
    person's order of its own: it starts the feed, though it was stopped before. Raises like build_line.
    """
    with (
        build_line(home, settings, recipe=recipe, source=source, open_model=open_model) as line,
        ending(line),
    ):
        limited = seconds is not None or parts is not None or (stop_at_end and _ends_by_itself(source))
        return line.run(
            seconds=seconds, parts=parts, stop_at_end=stop_at_end, restarted=restarted, starts_feed=limited
        )


@contextmanager
def ending(line: Line) -> Iterator[None]:
    """Lets signals end the line after the part in work; a second one ends it the hard way."""

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        signal.signal(number, signal.default_int_handler)
        line.stop()

    numbers = [signal.SIGINT, signal.SIGTERM, *([signal.SIGBREAK] if hasattr(signal, "SIGBREAK") else [])]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ends_by_itself(source: Source | None) -> bool:
    return isinstance(source, FolderSource) and not source.loop
