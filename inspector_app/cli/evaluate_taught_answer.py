"""What `evaluate-taught` answers: tables of shares with n and interval, and areas under the ROC curve."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from inspector_app.domain.verdict import Outcome
from inspector_app.learning.taught.boards import GOOD, BoardTrial, BoardTrials
from inspector_app.learning.taught.figures import auroc
from inspector_app.learning.taught.surfaces import SurfaceTrial, SurfaceTrials
from inspector_app.quality.rates import Rate

LIMITS = (0.8, 1.0, 1.25, 1.5)


def boards_answer(tried: BoardTrials) -> dict[str, Any]:
    """False calls and catches alone, by limit, and beside the detector."""
    good = [one for one in tried.trials if one.kind == GOOD]
    bad = [one for one in tried.trials if one.kind != GOOD and not one.kind.startswith("foreign")]
    foreign = [one for one in tried.trials if one.kind.startswith("foreign")]
    missed = [one for one in bad if one.alone is Outcome.PASS]
    passed = [one for one in good if one.alone is Outcome.PASS]
    return {
        **_head(tried.trials, tried.expected, tried.parts),
        "auroc": asdict(_auroc(good, bad)),
        "limits": {str(limit): _at(limit, good, bad) for limit in LIMITS},
        "classes": {
            kind: {**row, **_passed(of_kind)}
            for (kind, row), of_kind in zip(_by_kind(bad).items(), _grouped(bad).values(), strict=True)
        },
        "beside_the_detector": {
            "good_passed_by_detector_then_asked": _share(passed, lambda one: one.beside is not Outcome.PASS),
            "bad_passed_by_detector": _share(bad, lambda one: one.alone is Outcome.PASS),
            "of_these_unlike_the_good": _share(missed, lambda one: one.score >= 1),
            "of_these_asked": _share(missed, lambda one: one.beside is not Outcome.PASS),
            "bad_passed_by_both": _share(bad, lambda one: one.beside is Outcome.PASS),
        },
        "foreign": {
            kind: {"flagged": _share(of_kind, lambda one: one.score >= 1), **_passed(of_kind)}
            for kind, of_kind in _grouped(foreign).items()
        },
    }


def surfaces_answer(tried: SurfaceTrials) -> dict[str, Any]:
    """The same by material."""
    materials = {}
    for material in dict.fromkeys(one.material for one in tried.trials):
        here = [one for one in tried.trials if one.material == material]
        good, bad = [one for one in here if one.kind == GOOD], [one for one in here if one.kind != GOOD]
        materials[material] = {
            "auroc": asdict(_auroc(good, bad)),
            "limits": {str(limit): _at(limit, good, bad) for limit in LIMITS},
            "classes": _by_kind(bad),
        }
    return {**_head(tried.trials, tried.expected, tried.parts), "materials": materials}


def text_of(result: dict[str, Any]) -> str:
    """Both as a table for people."""
    boards = result["boards"]
    lines = [*_section("boards", boards, boards), "  beside the detector:"]
    lines += [
        f"    {name.replace('_', ' '):<40}{_said(one)}" for name, one in boards["beside_the_detector"].items()
    ]
    for kind, row in boards["foreign"].items():
        lines += [f"    {kind + ', ' + name.replace('_', ' '):<40}{_said(one)}" for name, one in row.items()]
    for material, row in result.get("surfaces", {}).get("materials", {}).items():
        lines += _section(material, row, result["surfaces"])
    return "\n".join(lines)


def _section(name: str, row: dict[str, Any], head: dict[str, Any]) -> list[str]:
    area = row["auroc"]
    lines = [
        f"{name}: taught from {head['parts']} good parts each; image AUROC {area['value']:.3f} "
        f"({area['low']:.3f} to {area['high']:.3f}), {area['good']} good, {area['bad']} bad",
        f"  false calls expected by teaching: {_said(head['expected_false_calls'])}",
    ]
    for limit, at in row["limits"].items():
        lines.append(
            f"  limit {limit:<5} false calls {_said(at['false_calls'])}   caught {_said(at['caught'])}"
        )
    for kind, of_kind in row["classes"].items():
        lines.append(
            f"    {kind:<18} caught {_said(of_kind['caught'])}   at its place {_said(of_kind['placed'])}"
        )
        if "passed_by_detector" in of_kind:
            alone, both = (_said(of_kind[f"passed_by_{who}"]) for who in ("detector", "both"))
            lines.append(f"    {'':<18} passed by the detector {alone}   by both {both}")
    return lines


def _head(trials: Sequence[object], expected: Rate, parts: int) -> dict[str, Any]:
    return {"parts": parts, "views": len(trials), "expected_false_calls": _plain(expected)}


Trial = BoardTrial | SurfaceTrial


def _auroc(good: Sequence[Trial], bad: Sequence[Trial]) -> Any:  # noqa: ANN401 - a figure for asdict
    products = sorted({one.product for one in good} & {one.product for one in bad})
    return auroc(
        *([[one.score for one in some if one.product == each] for each in products] for some in (good, bad))
    )


def _at(limit: float, good: Sequence[Trial], bad: Sequence[Trial]) -> dict[str, Any]:
    return {
        "false_calls": _share(good, lambda one: one.score >= limit),
        "caught": _share(bad, lambda one: one.score >= limit),
    }


def _by_kind(bad: Sequence[Trial]) -> dict[str, Any]:
    return {
        kind: {
            "caught": _share(of_kind, lambda one: one.score >= 1),
            "placed": _share(of_kind, lambda one: one.score >= 1 and one.placed),
        }
        for kind, of_kind in _grouped(bad).items()
    }


def _passed(of_kind: Sequence[BoardTrial]) -> dict[str, Any]:
    """What got through the detector, and through both."""
    return {
        "passed_by_detector": _share(of_kind, lambda one: one.alone is Outcome.PASS),
        "passed_by_both": _share(of_kind, lambda one: one.beside is Outcome.PASS),
    }


def _grouped(trials: Iterable[Any]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for one in trials:
        groups.setdefault(one.kind, []).append(one)
    return groups


def _share(trials: Sequence[Any], holds: Callable[[Any], bool]) -> dict[str, Any]:
    return _plain(Rate(sum(map(holds, trials)), len(trials)))


def _plain(rate: Rate) -> dict[str, Any]:
    return {"count": rate.count, "n": rate.n, "share": rate.share, "interval": rate.interval}


def _said(rate: dict[str, Any]) -> str:
    if rate["share"] is None:
        return "n/a (0 of 0)"
    low, high = rate["interval"]
    return f"{rate['share']:.1%} ({rate['count']} of {rate['n']}; {low:.1%} to {high:.1%})"
