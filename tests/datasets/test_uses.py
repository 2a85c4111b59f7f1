import pytest

from inspector_app.datasets.labelled import DatasetError
from inspector_app.datasets.parts import Part
from inspector_app.datasets.uses import USES, Use, count_uses, read_uses, record_use, too_many, uses_for_card
from inspector_app.settings.dataset_figures import DatasetFigures

FIGURES = DatasetFigures(dataset_vault_uses=2)


def _use(folder, part=Part.VAULT, version=1):
    record_use(folder, Use(part, version, "evaluate", "m", "Ana"))


def test_uses_are_counted_by_part_and_version(tmp_path):
    for part, version in [(Part.VAULT, 1), (Part.VALIDATION, 1), (Part.VAULT, 2), (Part.VAULT, 1)]:
        _use(tmp_path, part, version)
    assert count_uses(tmp_path, 1) == {Part.VAULT: 2, Part.VALIDATION: 1}
    assert [use.by for use in read_uses(tmp_path)] == ["Ana"] * 4
    assert all(use.at for use in read_uses(tmp_path))


def test_too_many_uses_are_said_with_the_figure(tmp_path):
    for _ in range(2):
        _use(tmp_path)
    assert not too_many(count_uses(tmp_path, 1), FIGURES)
    _use(tmp_path)
    (sentence,) = too_many(count_uses(tmp_path, 1), FIGURES)
    assert sentence.startswith("The vault part was used 3 times, more than 2 (chosen here)")
    assert uses_for_card(tmp_path, 1, FIGURES) == {
        "validation_uses": 0,
        "test_uses": 0,
        "vault_uses": 3,
        "warnings": [sentence],
    }


def test_a_line_taken_out_is_found(tmp_path):
    for _ in range(3):
        _use(tmp_path)
    path = tmp_path / USES
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[2])
    with pytest.raises(DatasetError, match=r"uses\.jsonl:2: the record of uses was changed"):
        read_uses(tmp_path)
    with pytest.raises(DatasetError):
        _use(tmp_path)


def test_a_changed_line_is_found(tmp_path):
    for _ in range(2):
        _use(tmp_path)
    path = tmp_path / USES
    path.write_bytes(path.read_bytes().replace(b"vault", b"train", 1))
    with pytest.raises(DatasetError, match="was changed"):
        read_uses(tmp_path)


def test_a_line_cut_off_by_a_power_failure_is_no_use_and_gives_way(tmp_path):
    _use(tmp_path)
    path = tmp_path / USES
    path.write_bytes(path.read_bytes() + b'{"part": "vau' + b"x" * 1000)
    assert count_uses(tmp_path, 1) == {Part.VAULT: 1}
    _use(tmp_path)
    assert count_uses(tmp_path, 1) == {Part.VAULT: 2}
    assert path.read_bytes().endswith(b"}\n")


def test_rubbish_is_named(tmp_path):
    (tmp_path / USES).write_bytes(b"[]\n")
    with pytest.raises(DatasetError, match=r"uses\.jsonl:1: the record of uses is damaged"):
        read_uses(tmp_path)
