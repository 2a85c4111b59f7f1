from inspector_app.validation.content import Evaluation
from inspector_app.validation.report import build_validation_report
from tests.validation.sample_evaluation import make_evaluation, make_picture


def test_the_same_evaluation_gives_the_same_report_and_another_another():
    one, two = (build_validation_report(make_evaluation()) for _ in range(2))
    assert one == two
    assert one.report_id == f"V-{one.sha256[:10]}"
    assert build_validation_report(make_evaluation(map50=0.5)).sha256 != one.sha256


def test_an_evaluation_is_the_same_after_a_file():
    evaluation = make_evaluation()
    again = Evaluation.model_validate_json(evaluation.model_dump_json())
    assert again == evaluation
    assert build_validation_report(again) == build_validation_report(evaluation)


def test_escapes_come_first_then_the_largest():
    pictures = (
        make_picture(1, size=0.9),
        make_picture(2, size=0.4, verdict="PASS"),
        make_picture(3, "false call", score=0.6),
        make_picture(4, "false call", score=0.9),
        make_picture(5, "escaped", size=0.5, verdict="PASS"),
    )
    report = build_validation_report(make_evaluation(pictures=pictures))
    assert [one.size for one in report.missed] == [0.5, 0.4, 0.9]
    assert [one.score for one in report.false_calls] == [0.9, 0.6]
