from __future__ import annotations

import csv

import numpy as np
import pytest

from inspector_app.domain.disposition import Answer, DrawnDefect
from inspector_app.domain.geometry import Box
from inspector_app.domain.verdict import Outcome
from inspector_app.imaging import encode_jpeg, encode_png, read_image
from inspector_app.review.dispositions import Dispositions
from inspector_app.review.provenance_csv import harmless
from inspector_app.review.yolo_export import CATALOGUE_CLASSES, ExportError, export_yolo
from inspector_app.settings.home import Home

from .fakes import AT, Records, finding, inspected

PICTURE = np.full((80, 100, 3), 90, np.uint8)


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "home").create()
    (home.kept_goldens / "g.png").write_bytes(encode_png(PICTURE))
    return home


@pytest.fixture
def records(home):
    return _WithImages(home)


class _WithImages(Records):
    """Records whose images are really there."""

    def __init__(self, home):
        super().__init__()
        self.home = home
        self.desk = Dispositions(self, self, now=lambda: AT)

    def answered_part(self, *answers, **more):
        part = self.add(inspected(**more))
        for view in part.views:
            if view.image_path is not None:
                (self.home.path / view.image_path).write_bytes(encode_jpeg(PICTURE))
        for answer, values in answers:
            self.desk.give_answer(part.inspection_id, answer, values.pop("person", "Ada"), **values)
        return part


def _label(out, part, view):
    return (out / "labels" / f"{part.inspection_id}-{view}.txt").read_bytes().decode("ascii")


def test_images_goldens_labels_and_provenance_belong_together(records, home, tmp_path):
    drawn = (DrawnDefect("bottom", "pinhole", Box(0, 0, 33.3, 80)),)
    bad = records.answered_part((Answer.MISSED, {"drawn": drawn}), (Answer.CONFIRM, {}), lot="L1")
    good = records.answered_part((Answer.OVERRIDE, {"reason": "Dust or fibre"}))
    records.answered_part((Answer.CANT_TELL, {}))
    records.add(inspected())
    told = []
    out = tmp_path / "out"
    result = export_yolo(records, home, out, progress=lambda *each: told.append(each))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert (result.folder, result.images, dict(result.boxes)) == (out, 4, {"open": 1, "pinhole": 1})
    assert dict(result.left_out) == {"truth left open by the answers": 1}
    stems = {f"{part.inspection_id}-{view}" for part in (bad, good) for view in ("top", "bottom")}
    for folder, kind in (("images", "jpg"), ("goldens", "png"), ("labels", "txt")):
        assert {path.name for path in (out / folder).iterdir()} == {f"{stem}.{kind}" for stem in stems}
    assert np.array_equal(read_image(next((out / "goldens").iterdir())), PICTURE)
    assert _label(out, bad, "top") == "0 0.20000000 0.37500000 0.20000000 0.25000000\n"
    assert _label(out, bad, "bottom") == "5 0.16650000 0.50000000 0.33300000 1.00000000\n"
    assert _label(out, good, "top") == _label(out, good, "bottom") == ""
    names = "".join(f"  {number}: {code}\n" for number, code in enumerate(CATALOGUE_CLASSES))
    assert (out / "data.yaml").read_text().endswith(f"train: images\nval: images\nnames:\n{names}")
    with (out / "provenance.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["image"] for row in rows} == {f"{stem}.jpg" for stem in stems}
    who = {(row["person"], row["authenticated"], row["answered_at"]) for row in rows}
    assert who == {("Ada", "no", AT.isoformat())}
    what = [(row["verdict"], row["answer"], row["boxes"], row["lot"]) for row in rows]
    assert what == [("FAIL", "confirm", "1", "L1")] * 2 + [("FAIL", "override", "0", "")] * 2


def test_names_that_look_like_formulas_are_shown_and_not_run(records, home, tmp_path):
    records.answered_part(
        (Answer.OVERRIDE, {"reason": "@SUM(A1)", "person": '=cmd|" /C calc"!A0'}), lot="-1+1"
    )
    export_yolo(records, home, tmp_path / "out")
    with (tmp_path / "out" / "provenance.csv").open(newline="", encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    assert (row["person"], row["reason"], row["lot"]) == ('\'=cmd|" /C calc"!A0', "'@SUM(A1)", "'-1+1")
    assert [harmless(cell) for cell in ("+1", "\t=1", "\r=1", "a=1", "")] == [
        "'+1",
        "'\t=1",
        "'\r=1",
        "a=1",
        "",
    ]


def test_a_box_over_the_edge_is_cut_at_the_edge(records, home, tmp_path):
    part = records.answered_part((Answer.CONFIRM, {}), findings=[finding(box=(-5.0, 70.0, 10.0, 90.0))])
    export_yolo(records, home, tmp_path / "out")
    assert _label(tmp_path / "out", part, "top") == "0 0.05000000 0.93750000 0.10000000 0.12500000\n"


@pytest.mark.parametrize("content", [None, b"", b"\xff\xd8\xff cut"])
def test_an_image_that_is_gone_or_broken_is_left_out_and_counted(records, home, tmp_path, content):
    part = records.answered_part((Answer.CONFIRM, {}))
    path = home.path / part.views[0].image_path
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    result = export_yolo(records, home, tmp_path / "out")
    assert (result.images, dict(result.left_out)) == (1, {"image can't be read": 1})
    assert len(list((tmp_path / "out" / "labels").iterdir())) == 1


def test_an_existing_folder_is_refused_unless_it_is_empty(records, home, tmp_path):
    records.answered_part((Answer.CONFIRM, {}))
    out = tmp_path / "out"
    out.mkdir()
    assert export_yolo(records, home, out).images == 2
    before = sorted(path.name for path in out.rglob("*"))
    with pytest.raises(ExportError, match="not empty"):
        export_yolo(records, home, out)
    assert sorted(path.name for path in out.rglob("*")) == before
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="not empty"):
        export_yolo(records, home, tmp_path / "file")


def test_a_class_that_is_not_in_the_list_is_an_error_and_leaves_nothing(records, home, tmp_path):
    records.answered_part((Answer.CONFIRM, {}), findings=[finding(defect_class="scratch")], number=42)
    with pytest.raises(ExportError, match="Part 42 has the defect class 'scratch'"):
        export_yolo(records, home, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    assert export_yolo(records, home, tmp_path / "out", classes=("scratch",)).images == 2


def test_a_cancel_leaves_nothing(records, home, tmp_path):
    records.answered_part((Answer.CONFIRM, {}))

    def cancel(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_yolo(records, home, tmp_path / "out", progress=cancel)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_no_answers_give_an_empty_dataset(records, home, tmp_path):
    records.add(inspected(Outcome.FAIL))
    result = export_yolo(records, home, tmp_path / "deep" / "out")
    assert (result.images, sorted(path.name for path in result.folder.iterdir())) == (
        0,
        ["data.yaml", "goldens", "images", "labels", "provenance.csv"],
    )
