"""`inspector-app mode compare`: the second model in shadow against the active one, on the same parts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inspector_app.cli.errors import NO
from inspector_app.cli.options import HomeOption, JsonOption, opened_home
from inspector_app.cli.output import answer

if TYPE_CHECKING:
    from inspector_app.quality.second_opinions import Compared


def command(
    *,
    days: Annotated[int, typer.Option(min=1, help="Parts of the last so many days.")] = 30,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Agreement, what each found that the other did not, and which was right by people's answers.

    The setting `second_model` names it. Exit code 1 where no part was judged by a second model.
    """
    from inspector_app.quality.second_opinions import compare_opinions
    from inspector_app.records.second_reader import SecondReader

    since = datetime.now(UTC) - timedelta(days=days)
    results: list[tuple[str, str, Compared]] = []
    with SecondReader(opened_home(home, log="mode")) as reader:
        for name, sha256, first in reader.second_models(since):
            left_out = reader.not_compared(sha256, first, since)
            results.append((name, sha256, compare_opinions(reader.both_judged(sha256, since), left_out)))
    fields = [_fields(*result) for result in results]
    text = "\n\n".join(_text(name, compared) for name, _, compared in results)
    none = "No part of this time was judged by a second model; the setting second_model names one."
    answer({"second_models": fields}, as_json=json, text=text or none)
    if not results:
        raise typer.Exit(NO)


def _fields(name: str, sha256: str, compared: Compared) -> dict[str, Any]:
    agreement, right = compared.agreement, compared.right
    return {
        "model": name,
        "model_sha256": sha256,
        "parts": compared.parts,
        "not_compared": compared.not_compared,
        "agreement": {"count": agreement.count, "n": agreement.n, "share": agreement.share},
        "only_active_rejected": compared.only_active_rejected,
        "only_second_rejected": compared.only_second_rejected,
        "classes": {
            code: {
                "both": compared.found_by_both[code],
                "only_active": compared.only_active_found[code],
                "only_second": compared.only_second_found[code],
            }
            for code in _codes(compared)
        },
        "right_by_people": {
            "n": right.n,
            "both": right.both,
            "only_active": right.only_first,
            "only_second": right.only_second,
            "neither": right.neither,
            "p_value": right.p_value,
        },
    }  # fmt: skip


def _codes(compared: Compared) -> list[str]:
    return sorted({*compared.found_by_both, *compared.only_active_found, *compared.only_second_found})


def _text(name: str, compared: Compared) -> str:
    from inspector_app.quality.gates import measured_rate

    measured, bound = measured_rate(compared.agreement)
    right = compared.right
    lines = [
        f"{name} beside the active model: {compared.parts:,} parts judged by both, "
        f"{compared.not_compared:,} not compared",
        f"Agreement {measured} ({bound}); rejected by the active one alone {compared.only_active_rejected:,}, "
        f"by {name} alone {compared.only_second_rejected:,}",
        *(
            f"  {code}: both {compared.found_by_both[code]:,}, active alone {compared.only_active_found[code]:,}, "
            f"{name} alone {compared.only_second_found[code]:,} parts"
            for code in _codes(compared)
        ),
        f"By people ({right.n:,} parts): both right {right.both:,}, active alone {right.only_first:,}, {name} alone "
        f"{right.only_second:,}, neither {right.neither:,} (McNemar p {right.p_value:.2g})",
    ]
    return "\n".join(lines)
