import pytest

from inspector_app.learning.evaluating.evaluation import EvaluationError
from inspector_app.learning.evaluating.folder import FILE, read_evaluation, write_evaluation
from tests.validation.sample_evaluation import make_evaluation


def test_what_was_written_is_read(tmp_path):
    evaluation = make_evaluation()
    write_evaluation(evaluation, tmp_path)
    assert read_evaluation(tmp_path) == evaluation


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "no evaluation is here"),
        (b"", "Invalid JSON"),
        (b'{"format": 1}', "program: Field required"),
        (b'{"format": 2}', "format"),
        (b"\xff\xfe\x00", "make the evaluation again"),
    ],
)
def test_what_is_no_evaluation_is_refused_by_file(tmp_path, data, words):
    if data is not None:
        (tmp_path / FILE).write_bytes(data)
    with pytest.raises(EvaluationError, match=words) as caught:
        read_evaluation(tmp_path)
    assert str(tmp_path) in str(caught.value)


def test_a_cut_file_is_refused(tmp_path):
    write_evaluation(make_evaluation(), tmp_path)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(EvaluationError, match=FILE):
        read_evaluation(tmp_path)
