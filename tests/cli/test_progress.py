import json

from inspector_app.cli.progress import progress_to


def test_each_step_is_a_line_that_says_what_and_how_far(tmp_path):
    path = tmp_path / "progress.jsonl"
    report = progress_to(path, "boards")
    report(1, 2)
    report(2, 2)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(line["what"], line["done"], line["total"]) for line in lines] == [
        ("boards", 1, 2),
        ("boards", 2, 2),
    ]


def test_without_a_file_nothing_is_written():
    progress_to(None, "boards")(1, 2)
