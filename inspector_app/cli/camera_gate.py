"""`inspector-app camera gate`: false alarms of the image-quality gate on good generated boards, and made faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from inspector_app.cli.options import HomeOption, JsonOption, ProgressOption
from inspector_app.cli.output import answer
from inspector_app.cli.progress import progress_to

if TYPE_CHECKING:
    from inspector_app.quality.rates import Rate


def command(
    *,
    boards: Annotated[int, typer.Option(min=1, help="Good boards, five of each product.")] = 300,
    faults: Annotated[int, typer.Option(min=1, help="Boards with each fault.")] = 40,
    home: HomeOption = None,
    json: JsonOption = False,
    progress: ProgressOption = None,
) -> None:
    """The gate alone, with its usual limits, on products that no limit was chosen on; the same boards every time."""
    del home  # every command takes it, also one that needs none
    from inspector_app.domain.recipe import QualityLimits
    from inspector_app.domain.verdict import Rule
    from inspector_app.inspection.gate_trial import try_gate

    found = try_gate(boards, faults, QualityLimits(), progress_to(progress, "boards"))
    new = {rule.value: _plain(found.false_alarms_of(rule)) for rule in (Rule.TWO_PARTS, Rule.GLARE)}
    every = {rule: _plain(found.false_alarms_of(Rule(rule))) for rule in found.alarms}
    result = {"false_alarms": _plain(found.false_alarms), "by_rule": new | every}
    result |= {
        "faults": {
            name: {"rules": rules, **_plain(found.caught(name))} for name, rules in found.faults.items()
        }
    }
    lines = [f"good boards stopped: {_words(found.false_alarms)}"]
    lines += [f"  {rule}: {_words(found.false_alarms_of(Rule(rule)))}" for rule in new | every]
    for name, rules in found.faults.items():
        by = ", ".join(f"{rule or 'let through'} {count}" for rule, count in sorted(rules.items()))
        lines.append(f"{name}: stopped {_words(found.caught(name))}; {by}")
    answer(result, as_json=json, text="\n".join(lines))


def _plain(rate: Rate) -> dict[str, object]:
    return {"count": rate.count, "n": rate.n, "interval": rate.interval}


def _words(rate: Rate) -> str:
    low, high = rate.interval or (0.0, 1.0)
    return f"{rate.count} of {rate.n} ({low:.1%} to {high:.1%})"
