"""The command, over an evaluation that was kept and over one that is made in the same go."""

import json
import os

import numpy as np
import pytest
from pypdf import PdfReader

from inspector_app.bootstrap import evaluating
from inspector_app.cli import errors, main
from inspector_app.imaging import encode_png
from inspector_app.learning.evaluating.folder import write_evaluation
from tests.validation.sample_evaluation import make_evaluation


def keep(folder, **more):
    evaluation = make_evaluation(**more)
    (folder / "pictures").mkdir(parents=True)
    for number, picture in enumerate(evaluation.pictures):
        for name in (picture.image, picture.golden):
            piece = np.full((96, 96), 10 * number + 7 * ("golden" in name), np.uint8)
            (folder / name).write_bytes(encode_png(piece))
    write_evaluation(evaluation, folder)
    return folder


def run(home, *words):
    return main.run(["report", "validation", "--home", str(home), *words])


def told(capfd):
    return json.loads(capfd.readouterr().out)


def test_a_kept_evaluation_becomes_a_pdf(tmp_path, capfd):
    folder, out = keep(tmp_path / "evaluation"), tmp_path / "report.pdf"
    progress = tmp_path / "progress.jsonl"
    words = ("--evaluation", str(folder), "--out", str(out), "--progress", str(progress), "--json")
    assert run(tmp_path / "home", *words) == errors.DONE
    text = "\n".join(page.extract_text() for page in PdfReader(out).pages)
    assert "READY" in text
    assert "image no longer kept" not in text
    lines = [json.loads(line) for line in progress.read_text().splitlines()]
    assert [line["done"] for line in lines] == sorted(line["done"] for line in lines)
    assert lines[-1]["done"] == lines[-1]["total"] == 100


def test_without_a_place_it_goes_to_the_home_s_reports(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr("inspector_app.cli.output._set_aside", None)
    folder = keep(tmp_path / "evaluation")
    assert run(tmp_path / "home", "--evaluation", str(folder)) == errors.DONE
    (file,) = (tmp_path / "home" / "reports").iterdir()
    assert file.name.startswith("V-")


def test_the_home_s_own_limits_decide(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text("release_recall = 0.99\n")
    out = tmp_path / "report.pdf"
    run(home, "--evaluation", str(keep(tmp_path / "evaluation")), "--out", str(out))
    first = PdfReader(out).pages[0].extract_text()
    assert "NOT READY" in first
    assert "at least 99" in first


def test_a_folder_that_holds_no_evaluation_is_an_answer_in_words(tmp_path, capfd):
    assert run(tmp_path / "home", "--evaluation", str(tmp_path)) == errors.NO
    assert "no evaluation is here" in capfd.readouterr().err
    assert not list((tmp_path / "home" / "reports").iterdir())


def test_a_picture_outside_the_folder_is_not_read(tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(encode_png(np.zeros((96, 96), np.uint8)))
    folder = keep(tmp_path / "evaluation")
    data = (folder / "evaluation.json").read_text().replace("pictures/missed-1.png", "../secret.png")
    (folder / "evaluation.json").write_text(data)
    out = tmp_path / "report.pdf"
    assert run(tmp_path / "home", "--evaluation", str(folder), "--out", str(out)) == errors.DONE
    text = "\n".join(page.extract_text() for page in PdfReader(out).pages)
    assert text.count("image no longer kept") == 1


@pytest.fixture
def measured(monkeypatch):
    """In place of a real evaluation: keeps the sample where it was told to, or fails when it is asked to."""
    plans = []

    def evaluate(plan, home, progress):
        plans.append(plan)
        progress(1, 2)
        if plan.model == "broken":
            raise OSError(28, "No space left on device", str(plan.out))
        keep(plan.out)

    monkeypatch.setattr(evaluating, "evaluate", evaluate)
    return plans


def test_in_one_go_it_measures_draws_and_leaves_the_pdf_alone(tmp_path, measured):
    out = tmp_path / "report.pdf"
    words = ("--model", "m", "--boards", "10", "--seed", "3", "--against", "o", "--out", str(out))
    assert run(tmp_path / "home", *words) == errors.DONE
    (plan,) = measured
    assert (plan.model, plan.boards, plan.seed, plan.against) == ("m", 10, 3, "o")
    assert "READY" in PdfReader(out).pages[0].extract_text()
    assert not list((tmp_path / "home" / "reports").iterdir())


def test_a_place_that_can_t_be_written_is_told_before_the_measuring(tmp_path, measured, capfd):
    assert run(tmp_path / "home", "--out", str(tmp_path / "nowhere" / "report.pdf")) == errors.NO
    assert "nowhere" in capfd.readouterr().err
    assert run(tmp_path / "home", "--out", str(tmp_path)) == errors.NO
    assert not measured


def test_a_failure_while_measuring_leaves_nothing(tmp_path, measured, capfd):
    out = tmp_path / "report.pdf"
    assert run(tmp_path / "home", "--model", "broken", "--out", str(out)) == errors.NO
    assert "No space left" in capfd.readouterr().err
    assert not out.exists()
    assert not list((tmp_path / "home" / "reports").iterdir())


def test_what_a_killed_job_has_left_is_removed_a_day_later(tmp_path, measured):
    reports = tmp_path / "home" / "reports"
    old, new = reports / ".validation-old", reports / ".validation-new"
    for left in (old, new):
        left.mkdir(parents=True)
    os.utime(old, (0, 0))
    assert run(tmp_path / "home", "--model", "m", "--out", str(tmp_path / "r.pdf")) == errors.DONE
    assert [left.name for left in reports.iterdir()] == [new.name]


def test_options_of_labelled_images_need_them(tmp_path, capfd):
    assert run(tmp_path / "home", "--recipe", "demo") == errors.USED_WRONGLY
    assert "--data" in capfd.readouterr().err
