"""`inspector-app report week`: machine and inspectors side by side, and the blind spots of both."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption, opened_home
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to


def command(
    *,
    day: Annotated[str | None, typer.Option(help="A day of the week, as 2026-03-01; else today.")] = None,
    out: Annotated[Path | None, typer.Option(help="The PDF; else one in the home's reports folder.")] = None,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """Makes the report of a week, Monday to Sunday in the plant's zone. The same records give the same file."""
    from inspector_app.records.week_reader import WeekReader
    from inspector_app.reports.week_pdf import draw_week_report
    from inspector_app.settings.settings_file import load_settings
    from inspector_app.shifts.calendar import zone_or_utc
    from inspector_app.shifts.week import build_week_report, week_of

    station = opened_home(home, log="report")
    settings = load_settings(station).settings
    zone = zone_or_utc(settings.zone)
    try:
        wanted = datetime.fromisoformat(day).replace(tzinfo=zone) if day else datetime.now(zone)
    except ValueError:
        raise typer.BadParameter(f"--day is {day!r}, and not a day such as 2026-03-01") from None
    span = week_of(wanted)
    tell = progress_to(progress, "week report")
    with WeekReader(station) as reader:
        parts, models = reader.parts(*span)
        without = reader.without_machine(*span)
    names = (settings.site, settings.line_name, settings.zone)
    report = build_week_report(parts, models, without, span=span, names=names)
    file = (out or station.reports / f"{report.report_id}.pdf").absolute()
    draw_week_report(report, file, lambda done: tell(round(100 * done), 100))
    spots = report.spots
    result = {
        "file": file, "report_id": report.report_id, "sha256": report.sha256, "inspected": spots.inspected,
        "judged_by_both": spots.judged_by_both, "machine_missed": len(spots.machine_missed),
        "person_missed": len(spots.person_missed), "false_calls": len(spots.false_calls),
        "not_settled": len(spots.not_settled), "not_inspected_by_machine": without[0],
    }  # fmt: skip
    answer(result, as_json=json, text=f"{report.report_id}: {file}")
