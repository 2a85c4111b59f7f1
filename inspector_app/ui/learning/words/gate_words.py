"""The gates of a package for a line: passed or not, by whom one may be let through, and what to do."""

from __future__ import annotations

from inspector_app.ui.learning.answers import GateAnswer, ReleaseAnswer
from inspector_app.ui.learning.words.job_words import for_window
from inspector_app.ui.learning.words.markup import ASK, GOOD, INK, RED, name, plate


def gates_html(answer: ReleaseAnswer) -> str:
    """The sentence, then every gate: those that are missed first."""
    ordered = sorted(answer.gates, key=lambda gate: (gate.passed, gate.overridable))
    rows = "".join(_row(gate) for gate in ordered)
    basis = f"<p>{name(answer.basis)}</p>" if answer.basis else ""
    return f"{_sentence(answer)}{basis}<table cellpadding='5' width='100%'>{rows}</table>"


def next_words(answer: ReleaseAnswer) -> str:
    """Who can release it now."""
    if answer.released:
        return "It is released."
    if answer.final:
        return "Nobody can release it so: a gate is missed that no name lets through. Collect, train and measure again."
    return (
        "L releases it."
        if answer.ready
        else "L releases it with a QA lead's name and reason, which stay for good."
    )


def _sentence(answer: ReleaseAnswer) -> str:
    failed = sum(not gate.passed for gate in answer.gates)
    if not failed:
        return plate(GOOD, f"✓ All {len(answer.gates)} gates are passed. {next_words(answer)}")
    words = (
        f"{failed} of {len(answer.gates)} gates {'is' if failed == 1 else 'are'} missed. {next_words(answer)}"
    )
    if answer.ready or answer.released:  # a QA lead has let it through
        return plate(ASK, f"! {answer.sentence} {next_words(answer)}")
    return plate(RED, f"✕ {words}") if answer.final else plate(ASK, f"! {words}")


def _row(gate: GateAnswer) -> str:
    if gate.passed:
        return f"<tr><td><b>✓ ok</b></td><td>{name(gate.name)}</td><td>{name(gate.said)}</td><td></td></tr>"
    loud = gate.collect_more or not gate.overridable
    mark = "✕ collect more" if gate.collect_more else "✕ missed"
    who = "a QA lead may let it through" if gate.overridable else "nobody may let it through"
    said = f"{name(gate.said)}. {name(for_window(gate.advice))}" if gate.advice else name(gate.said)
    cells = "".join(
        f"<td style='color:{INK}'>{cell}</td>" for cell in (f"<b>{mark}</b>", name(gate.name), said, who)
    )
    return f"<tr bgcolor='{RED if loud else ASK}'>{cells}</tr>"
