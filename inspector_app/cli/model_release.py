"""`inspector-app model release`: the gates, and where they are passed the release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector_app.cli.errors import NO
from inspector_app.cli.model_options import LineOption, said
from inspector_app.cli.model_words import entry_line, gate_fields, gate_lines
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.bootstrap.releasing import Released, ReleaseDesk, Who
    from inspector_app.release.readiness import Readiness


def command(
    model: Annotated[str, typer.Argument(help="Name or folder of a package.")],
    *,
    line: LineOption,
    by: Annotated[
        str | None, typer.Option(help="Who releases; without, only the gates are looked at.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why; kept for good.")] = None,
    qa_lead: Annotated[
        str | None, typer.Option(help="The QA lead who lets a package through that misses a gate.")
    ] = None,
    waiver: Annotated[str | None, typer.Option(help="Why the QA lead does.")] = None,
    recipe: Annotated[
        list[str] | None, typer.Option(help="Put this recipe over to it; may be given several times.")
    ] = None,
    leave_shadow: Annotated[
        bool, typer.Option("--leave-shadow", help="Let the released package out of shadow on this line.")
    ] = False,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Without --by it says whether the package is ready, and why. Exit code 1 where it isn't.

    Names are recorded as "not authenticated" until sign-in exists.
    """
    from inspector_app.bootstrap.releasing import ReleaseDesk, Who
    from inspector_app.release.readiness import Waiver
    from inspector_app.settings.settings_file import load_settings

    if (qa_lead is None) != (waiver is None) or (by is None) != (reason is None):
        raise typer.BadParameter("--by goes with --reason, and --qa-lead with --waiver")
    station = opened_home(home, log="model")
    desk = ReleaseDesk(station, load_settings(station).settings)
    who = Who(said(by), said(reason)) if by is not None and reason is not None else None
    if leave_shadow:
        _leave_shadow(desk, model, line, who, as_json=json)
        return
    let_through = Waiver(said(qa_lead), said(waiver)) if qa_lead is not None and waiver is not None else None
    package, readiness = desk.examine(model, line, let_through)
    done = desk.release(package, line, readiness, who, recipe or []) if who and readiness.ready else None
    _say(readiness, done, as_json=json)
    if not readiness.ready:
        raise typer.Exit(NO)


def _leave_shadow(desk: ReleaseDesk, model: str, line: str, who: Who | None, *, as_json: bool) -> None:
    if who is None:
        raise typer.BadParameter("--leave-shadow needs --by and --reason")
    done = desk.leave_shadow(model, line, who)
    answer({"entry": done.entry}, as_json=as_json, text=entry_line(done.entry))


def _say(readiness: Readiness, done: Released | None, *, as_json: bool) -> None:
    result: dict[str, Any] = {
        "ready": readiness.ready,
        "sentence": readiness.sentence,
        "basis": readiness.basis,
        "gates": [gate_fields(gate) for gate in readiness.gates],
        "released": done is not None,
        "entry": done.entry if done else None,
        "recipes": done.recipes if done else {},
    }
    lines = [*gate_lines(readiness.gates), "", readiness.basis, readiness.sentence]
    if done is not None:
        lines += [
            entry_line(done.entry),
            f"Package: {done.entry.package}, signed by the key {done.entry.key}",
        ]
        lines += [f"Recipe {name} is version {version} now." for name, version in done.recipes.items()]
        if done.entry.shadow_only:
            lines.append(
                f"It was validated on another line than {done.entry.line}: there it starts in shadow."
            )
    answer(result, as_json=as_json, text="\n".join(lines))
