from dataclasses import replace

from inspector_app.domain.catalogue import Severity
from inspector_app.quality.rates import Rate
from inspector_app.release.card_figures import card_result
from inspector_app.release.evidence import Evidence
from inspector_app.release.gates import judge_gates, measuring_words
from inspector_app.settings.release_figures import ReleaseFigures
from tests.release.samples import card, figures
from tests.release.test_gates import GOOD, SEVERITIES, WAIVER, failed, gate, judged


def on_the_vault(machine="this CPU", **changes):
    """An evaluation that says what the card says, but for a class."""
    same = card_result(card())
    classes = [replace(one, **changes) if one.code == "short" else one for one in same.classes]
    return Evidence("the evaluation of 2026-11-24", replace(same, classes=classes), machine)


def test_the_card_alone_is_said_to_be_alone():
    assert judged().basis.startswith("Judged by its card alone; no evaluation of this package")


def test_what_an_evaluation_found_worse_counts():
    readiness = judged(evaluated=on_the_vault(recall=Rate(440, 500)))
    assert failed(readiness) == ["Recall, Short"]
    assert "440 of 500" in gate(readiness, "Recall, Short").said
    assert readiness.basis == (
        "Judged by the worse of its card (6 gates) and the evaluation of 2026-11-24 (1 gate)."
    )


def test_what_an_evaluation_found_better_changes_nothing():
    low = card(figures(short={"recall": 0.88}), figures(short={"recall": 0.88}))
    readiness = judged(low, evaluated=on_the_vault())
    assert failed(readiness) == ["Recall, Short"]
    assert "440 of 500" in gate(readiness, "Recall, Short").said


def test_a_small_vault_does_not_outweigh_what_the_card_can_say_but_a_sure_miss_does():
    assert judged(evaluated=on_the_vault(recall=Rate(19, 20))).ready
    assert failed(judged(evaluated=on_the_vault(recall=Rate(10, 20)))) == ["Recall, Short"]


def test_severities_are_the_lines_for_both():
    critical = {"open": Severity.CRITICAL, "short": Severity.CRITICAL}
    low = on_the_vault(recall=Rate(440, 500))
    assert not judged(evaluated=low, severities=critical, waiver=WAIVER).ready
    assert judged(evaluated=low, severities=SEVERITIES, waiver=WAIVER).ready


def test_a_gate_says_the_command_that_measures_it_here():
    odd = judge_gates(
        card(figures=figures_of("another CPU")), SEVERITIES, GOOD, ReleaseFigures(), called="a b"
    )
    (advice,) = [one.advice for one in odd.gates if one.name.endswith("on this machine")]
    assert advice == "Measure it here: inspector-app evaluate --model 'a b' --out NEW_FOLDER"
    own = card(dataset={"name": "castings@3", "images": {"test": 90}}, figures=figures_of("another CPU"))
    assert measuring_words(own, "m").endswith("evaluate --model m --data castings@3")


def figures_of(machine):
    return card().figures | {"machine": machine}


def test_parity_must_have_been_measured_on_this_machine():
    elsewhere = card(figures=card().figures | {"machine": "another CPU"})
    readiness = judged(elsewhere)
    assert failed(readiness) == ["INT8 against floating point, on this machine"]
    assert "measured on another CPU" in readiness.sentence
    assert judged(elsewhere, waiver=WAIVER).ready
    assert judged(elsewhere, evaluated=on_the_vault()).ready
    assert not judged(elsewhere, evaluated=on_the_vault("a third CPU")).ready


def test_a_limit_that_quantising_did_not_keep_is_a_gate():
    made = {"limit_points": 0.3, "held": False, "drop": {"images": 300, "points": 1.2}}
    readiness = judged(card(figures=card().figures | {"quantising": made}))
    assert failed(readiness) == ["Limit of quantising"]
    assert "mAP -1.20 points on 300 validation images; at most 0.3 points lost" in readiness.sentence
    assert "recall" not in readiness.sentence  # a card from before that was measured
    kept = made | {"held": True}
    assert judged(card(figures=card().figures | {"quantising": kept})).ready


def test_a_class_that_int8_finds_less_of_is_named():
    recall = {"open": {"n": 40, "fp32": 0.9, "int8": 0.8}, "short": {"n": 50, "fp32": 0.9, "int8": 0.9}}
    made = {
        "limit_points": 0.3,
        "limit_recall_points": 1.0,
        "held": False,
        "classes_beyond": ["open"],
        "drop": {"images": 300, "points": 0.1, "recall": recall},
    }
    readiness = judged(card(figures=card().figures | {"quantising": made}))
    assert failed(readiness) == ["Limit of quantising"]
    assert (
        "mAP -0.10 points on 300 validation images, recall of Open -10.0 points on 40 defects; "
        "at most 0.3 points lost, 1 of a class's recall"
    ) in readiness.sentence


def test_a_card_whose_quantising_can_not_be_read_is_not_ready():
    odd = card(figures=card().figures | {"quantising": {"held": "perhaps"}})
    result = judge_gates(odd, SEVERITIES, GOOD, ReleaseFigures())
    assert "figures.quantising" in next(one for one in result.gates if not one.passed).said
