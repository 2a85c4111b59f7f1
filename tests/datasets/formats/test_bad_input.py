"""Bad input: each is one DatasetError that names the file and the line or item, and nothing is left behind."""

import json
import re

import numpy as np
import pytest

from inspector_app.datasets.formats.known import read_folder, write_folder
from inspector_app.datasets.formats.reading import ReadOptions, Unlabelled
from inspector_app.datasets.formats.sidecar import SIDECAR
from inspector_app.datasets.importing import ImportOptions, import_labelled
from inspector_app.datasets.labelled import Dataset, DatasetError, LabelledImage
from tests.datasets.builders import TRIANGLE, boxed, outlined, picture

FILES = {
    "yolo": "labels/a.txt",
    "coco": "annotations/instances_default.json",
    "voc": "Annotations/a.xml",
    "cvat": "annotations.xml",
    "labelme": "images/a.json",
}
IMAGES = {"voc": "JPEGImages/a.png"}
TEXTUAL = ("voc", "cvat")


@pytest.fixture
def written(tmp_path):
    """Writes a small dataset in a format, without its sidecar; gives the folder."""

    def write(name):
        labels = (boxed("scratch", 1, 2, 30, 40), outlined("dent", TRIANGLE))
        image = LabelledImage("a", picture(tmp_path / "a.png"), 64, 48, labels)
        clean = LabelledImage("b", picture(tmp_path / "b.png"), 64, 48)
        write_folder(Dataset(("scratch", "dent"), (image, clean)), tmp_path / "in", name)
        (tmp_path / "in" / SIDECAR).unlink()
        return tmp_path / "in"

    return write


def refused(folder, name, *says):
    with pytest.raises(DatasetError) as caught:
        import_labelled(folder, folder.parent / "sets" / "one", ImportOptions(format=name))
    for each in says:
        assert re.search(each, str(caught.value)), f"{each!r} is not said in: {caught.value}"
    assert not (folder.parent / "sets").exists() or list((folder.parent / "sets").iterdir()) == []


def change(path, old, new, count=1):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8", newline="")


# --- every format ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["coco", "voc", "cvat", "labelme"])
def test_a_label_file_that_is_cut_off(written, name):
    file = written(name) / FILES[name]
    file.write_bytes(file.read_bytes()[:-40])
    refused(file.parents[FILES[name].count("/")], name, rf"{file.name}:\d+: is broken (XML|JSON)")


@pytest.mark.parametrize("name", FILES)
def test_a_label_file_that_is_not_utf8(written, name):
    file = written(name) / FILES[name]
    file.write_bytes(file.read_bytes()[:-30] + "\u00fc".encode("latin-1") + file.read_bytes()[-30:])
    refused(
        file.parents[FILES[name].count("/")], name, rf"{file.name}:\d+: is (not written in UTF-8|broken XML)"
    )


@pytest.mark.parametrize("name", FILES)
def test_an_image_that_is_missing(written, name):
    folder = written(name)
    (folder / IMAGES.get(name, "images/a.png")).unlink()
    refused(folder, name, rf"{FILES[name]}.*(missing|image 'a.png' is missing)")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\nrest", b"GIF89a", "half"])
def test_an_image_that_is_broken(written, name, data):
    folder = written(name)
    image = folder / IMAGES.get(name, "images/a.png")
    image.write_bytes(image.read_bytes()[: image.stat().st_size // 2] if data == "half" else data)
    refused(folder, name, r"a\.png")


@pytest.mark.parametrize("name", ["coco", "voc", "cvat", "labelme"])
def test_an_image_of_another_size_than_its_labels_say(written, name):
    folder = written(name)
    picture(folder / IMAGES.get(name, "images/a.png"), 128, 96)
    refused(folder, name, "64 x 48 px, but .*has 128 x 96", FILES[name])


def test_an_image_turned_by_its_camera_is_said_to_be(written):
    folder = written("coco")
    picture(folder / "images" / "a.png", 48, 64)
    refused(folder, "coco", "where its EXIF tag turns it, save it turned")


@pytest.mark.parametrize("value", ["NaN", "1e999", "9" * 400, "-Infinity", "abc", '"x"', "99999999"])
@pytest.mark.parametrize(
    ("name", "number", "where"),
    [
        ("yolo", "0.2421875000", r"labels/a\.txt:1"),
        ("coco", "[1, 2, 29, 38]", r"instances_default\.json"),
        ("voc", "<xmin>1</xmin>", r"Annotations/a\.xml:\d+"),
        ("cvat", 'xtl="1"', r"annotations\.xml:\d+"),
        ("labelme", "30,", r"images/a\.json"),
    ],
)
def test_a_number_that_is_none(written, name, number, where, value):
    folder = written(name)
    new = {
        "yolo": value,
        "coco": f"[{value}, 2, 29, 38]",
        "voc": f"<xmin>{value}</xmin>",
        "cvat": "xtl='" + value + "'",
        "labelme": f"{value},",
    }
    change(folder / FILES[name], number, new[name])
    refused(folder, name, where)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("yolo", "0.2421875000", "0.9421875000"),
        ("coco", "[1, 2, 29, 38]", "[1, 2, 290, 38]"),
        ("voc", "<xmax>30</xmax>", "<xmax>300</xmax>"),
        ("cvat", 'xbr="30"', 'xbr="300"'),
        ("labelme", "30,", "300,"),
    ],
)
def test_a_label_outside_its_image(written, name, old, new):
    folder = written(name)
    change(folder / FILES[name], old, new)
    refused(folder, name, f"{FILES[name]}.*outside its image")


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("yolo", "0 0.24", "7 0.24", r"a\.txt:1: the class 7 is unknown"),
        ("yolo", "0 0.24", "-1 0.24", r"a\.txt:1: the class -1 is unknown"),
        ("yolo", "0 0.24", "0.5 0.24", r"a\.txt:1: the number of the class"),
        ("yolo", "0 0.24", "0.24", r"a\.txt:1"),
        ("coco", '"category_id": 1', '"category_id": 9', "annotation 1: the category 9 is unknown"),
        (
            "coco",
            '"image_id": 1, "category_id": 2',
            '"image_id": 77, "category_id": 2',
            "no image with the id 77",
        ),
        ("voc", "<name>dent", "<name>hole", r"a\.xml:\d+: the class 'hole' is unknown"),
        ("voc", "<name>dent", "<name>", r"a\.xml:\d+: the object has no name"),
        (
            "cvat",
            '<box label="scratch"',
            '<box label="hole"',
            r"annotations\.xml:\d+: the label 'hole' is unknown",
        ),
        ("labelme", '"label": "scratch"', '"label": "hole"', "shape 1: the class 'hole' is unknown"),
    ],
)
def test_a_class_that_nobody_knows(written, name, old, new, says):
    folder = written(name)
    change(folder / FILES[name], old, new)
    refused(folder, name, says)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("coco", '"file_name": "a.png"', '"file_name": "../../../etc/passwd"'),
        ("coco", '"file_name": "a.png"', '"file_name": "/etc/passwd"'),
        ("coco", '"file_name": "a.png"', '"file_name": "C:\\\\a.png"'),
        ("voc", "<filename>a.png", "<filename>../../../secret.png"),
        ("voc", "<filename>a.png", "<filename>..\\..\\..\\secret.png"),
        ("cvat", 'name="a.png"', 'name="../../../secret.png"'),
        ("labelme", '"imagePath": "a.png"', '"imagePath": "../../../secret.png"'),
        ("labelme", '"imagePath": "a.png"', '"imagePath": "/secret.png"'),
    ],
)
def test_a_path_that_leaves_the_folder(written, name, old, new):
    folder = written(name)
    picture(folder.parent / "secret.png")
    change(folder / FILES[name], old, new)
    refused(folder, name, FILES[name], "leads out of the folder")


@pytest.mark.parametrize("name", FILES)
def test_an_image_that_no_label_file_speaks_of(written, name):
    folder = written(name)
    picture((folder / IMAGES.get(name, "images/a.png")).with_name("new.png"))
    refused(folder, name, "1 images have no label file: .*new.png", "--unlabelled clean")
    _, clean = read_folder(folder, name, ReadOptions(Unlabelled.CLEAN))
    _, without = read_folder(folder, name, ReadOptions(Unlabelled.SKIP))
    assert (len(clean.images), len(without.images)) == (3, 2)


def test_two_images_of_one_name(written):
    folder = written("yolo")
    picture(folder / "images" / "a.jpg")
    refused(folder, "yolo", r"a\.jpg|a\.png", "Rename one of them")


def test_many_faults_are_told_at_once_but_not_all(written):
    folder = written("yolo")
    (folder / "labels" / "a.txt").write_text("9 0.5 0.5 0.1 0.1\n" * 30, encoding="utf-8")
    refused(folder, "yolo", r"a\.txt:1:", r"a\.txt:10:", "and 20 more like these")


# --- XML ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEXTUAL)
@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_and_document_types(written, name, head):
    folder = written(name)
    file = folder / FILES[name]
    text = file.read_text(encoding="utf-8")
    declaration, _, rest = text.rpartition("?>\n")
    file.write_text(f"{declaration}{'?>' if declaration else ''}{head}{rest}", encoding="utf-8")
    refused(folder, name, rf"{FILES[name]}:1: a document type or entities")


def test_an_entity_that_is_not_declared(written):
    folder = written("voc")
    change(folder / FILES["voc"], "<name>dent", "<name>&bomb;")
    refused(folder, "voc", r"a\.xml:\d+: is broken XML: undefined entity")


def test_elements_nested_without_end(written):
    folder = written("voc")
    (folder / FILES["voc"]).write_text("<annotation>" + "<a>" * 100_000, encoding="utf-8")
    refused(folder, "voc", r"a\.xml:1: elements are nested more than")


def test_an_encoding_that_nobody_knows(written):
    folder = written("voc")
    file = folder / FILES["voc"]
    file.write_bytes(b'<?xml version="1.0" encoding="klingon"?>' + file.read_bytes())
    refused(folder, "voc", r"a\.xml.*(can't be decoded|unknown encoding)")


def test_windows_line_ends_marks_and_utf16_are_no_faults(written):
    folder = written("voc")
    file = folder / FILES["voc"]
    text = file.read_text(encoding="utf-8").replace("\n", "\r\n")
    file.write_bytes(f'<?xml version="1.0" encoding="utf-16"?>\r\n{text}'.encode("utf-16"))
    assert len(read_folder(folder)[1].images[0].labels) == 2


@pytest.mark.parametrize("shape", ["polyline", "points", "cuboid"])
def test_a_shape_without_area_in_cvat(written, shape):
    folder = written("cvat")
    change(
        folder / FILES["cvat"],
        "  </image>",
        f'    <{shape} label="dent" points="1,2;3,4"></{shape}>\n  </image>',
    )
    refused(folder, "cvat", rf"annotations\.xml:\d+: a {shape} has no area")


def test_cvat_for_video(written):
    folder = written("cvat")
    change(folder / FILES["cvat"], "</annotations>", '<track id="0" label="dent"></track></annotations>')
    refused(folder, "cvat", "export the task as CVAT for images")


@pytest.mark.parametrize("rle", ["1,2,3", "-5,9", "999999999999,1", "x", ""])
def test_a_mask_in_cvat_that_does_not_fit(written, rle):
    mask = f'<mask label="dent" rle="{rle}" left="1" top="1" width="2" height="2"></mask>'
    folder = written("cvat")
    change(folder / FILES["cvat"], "  </image>", f"{mask}</image>")
    refused(folder, "cvat", r"annotations\.xml:\d+: ")


# --- JSON -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        '{"images": 3, "annotations": [], "categories": []}',
        '{"images": [], "annotations": {}, "categories": []}',
        '{"images": [3], "annotations": [], "categories": []}',
        '{"images": [{"id": 1}], "annotations": [], "categories": []}',
        '{"images": [], "annotations": [], "categories": [{"id": 1}]}',
        '{"images": [], "annotations": [], "categories": [{"id": 1, "name": "a"}, {"id": 1, "name": "b"}]}',
        '{"images": [], "annotations": [3], "categories": []}',
        '{"images": [], "images": [], "annotations": [], "categories": []}',
    ],
)
def test_json_of_another_shape(written, text):
    folder = written("coco")
    if text.startswith("["):
        text = f'{{"annotations": 1, "categories": 1, "images": {text}'
    (folder / FILES["coco"]).write_text(text, encoding="utf-8")
    refused(folder, "coco", r"instances_default\.json")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("segmentation", [[1, 2, 3]]),
        ("segmentation", [[1, 2, 3, 4]]),
        ("segmentation", {"size": [48, 64], "counts": [1, 2]}),
        ("segmentation", {"size": [4800, 6400], "counts": [30720000]}),
        ("segmentation", {"size": [48, 64], "counts": "@@@@@@@"}),
        ("segmentation", {"size": [48, 64], "counts": "\u00e9\u00e9"}),
        ("segmentation", {"counts": 3}),
        ("segmentation", 3),
        ("segmentation", [[40, 40, 60, 40, 60, 47]]),
        ("bbox", [1, 2, 3]),
        ("bbox", {"x": 1}),
        ("bbox", [5, 5, 0, 10]),
        ("bbox", [5, 5, -3, 10]),
        ("attributes", [1]),
        ("id", None),
        ("image_id", "x"),
    ],
)
def test_an_annotation_of_another_shape(written, key, value):
    folder = written("coco")
    file = folder / FILES["coco"]
    whole = json.loads(file.read_text(encoding="utf-8"))
    whole["annotations"][0][key] = value
    file.write_text(json.dumps(whole), encoding="utf-8")
    refused(folder, "coco", r"instances_default\.json: annotation")


@pytest.mark.parametrize(
    "shape",
    [
        3,
        {},
        {"label": "dent", "shape_type": "point", "points": [[1, 1]]},
        {"label": "dent", "shape_type": "linestrip", "points": [[1, 1], [2, 2], [9, 9]]},
        {"label": "dent", "shape_type": "rectangle", "points": [[1, 1]]},
        {"label": "dent", "shape_type": "polygon", "points": [[1, 1], [2, 2]]},
        {"label": "dent", "shape_type": "polygon", "points": [[1, 1], [2, 2], [3]]},
        {"label": "dent", "shape_type": "polygon", "points": "x"},
        {"label": "dent", "shape_type": "mask", "points": [[1, 1], [9, 9]], "mask": "!!"},
        {"label": "dent", "shape_type": "mask", "points": [[1, 1], [9, 9]], "mask": "aGVsbG8="},
        {"label": "dent", "shape_type": "mask", "points": [[1, 1], [9, 9]]},
    ],
)
def test_a_shape_of_labelme_that_is_no_area(written, shape):
    folder = written("labelme")
    file = folder / FILES["labelme"]
    whole = json.loads(file.read_text(encoding="utf-8"))
    whole["shapes"].append(shape)
    file.write_text(json.dumps(whole), encoding="utf-8")
    refused(folder, "labelme", r"a\.json: shape 3: ")


def test_an_image_that_is_only_inside_the_json(written):
    folder = written("labelme")
    change(folder / FILES["labelme"], '"imageData": null', '"imageData": "aGVsbG8="')
    (folder / "images" / "a.png").unlink()
    refused(folder, "labelme", "inside the JSON file")


# --- YOLO -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("names: [a, b", r"data\.yaml:\d+: is broken YAML"),
        ("names: {0: a, 2: b}", r"data\.yaml: the classes under `names` are not numbered"),
        ("kpt_shape: [17, 3]\nnames: [a, b]", r"data\.yaml: is a dataset of poses"),
        ("names: {x: a}", r"data\.yaml: the number of a class"),
        ("names: 3", r"data\.yaml: `names` is no list"),
        ("names: [[a]]", r"data\.yaml: `names` is no list"),
        ("names: [a, a]", "the class 'a' is there twice"),
        ("names: ['', b]", "can't be the name of a class"),
        ("names: !!python/object/apply:os.system [exit]", r"data\.yaml|`names`|class"),
        ("names: " + "[" * 50_000, r"data\.yaml"),
    ],
)
def test_a_list_of_classes_that_is_none(written, text, says):
    folder = written("yolo")
    (folder / "data.yaml").write_text(text, encoding="utf-8")
    refused(folder, "yolo", says)


def test_windows_line_ends_blank_lines_and_marks_are_no_faults(written):
    folder = written("yolo")
    file = folder / "labels" / "a.txt"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n\r\n") + b"  \r\n")
    assert len(read_folder(folder)[1].images[0].labels) == 2


def test_predictions_are_told_from_labels(written):
    folder = written("yolo")
    (folder / "labels" / "a.txt").write_text("0 0.5 0.5 0.1 0.1 0.93\n", encoding="utf-8")
    refused(folder, "yolo", r"a\.txt:1: 6 numbers")


# --- formats, sidecar ------------------------------------------------------------------------------------------


def test_a_folder_of_several_formats_asks_which(written):
    folder = written("yolo")
    (folder / "annotations.xml").write_text("<annotations></annotations>", encoding="utf-8")
    refused(folder, None, r"YOLO \(--format yolo\) or CVAT for images 1.1 \(--format cvat\). Say which")


def test_coco_that_is_cut_off_is_named_without_saying_which_format_it_is(written):
    folder = written("coco")
    file = folder / "annotations" / "instances_default.json"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole[:12], encoding="utf-8")
    refused(folder, None, r"instances_default\.json:1: is broken JSON.*cut off")
    file.write_text(whole, encoding="utf-16")
    refused(folder, None, r"instances_default\.json:1: is not written in UTF-8")


def test_a_folder_of_no_format_says_what_there_is(tmp_path):
    picture(tmp_path / "in" / "a.png")
    refused(tmp_path / "in", None, "no format is recognised; there are yolo, ")
    refused(tmp_path / "nowhere", None, "no such folder")
    refused(tmp_path / "in", "pdf", "no format 'pdf'; there are yolo, ")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"version": 1', '"version": 2', "newer version"),
        ('"images/a.png"', '"../images/a.png"', "leads out"),
        ('"name": "a"', '"name": "/a"', "leads out"),
        ('"golden": null', '"golden": "../../secret.png"', "leads out"),
        ('"golden": null', '"golden": "goldens/a.png"', r"golden .*goldens.a\.png is missing"),
        ('"tags": {}', '"tags": {"a": 3}', r"inspector\.json: images"),
    ],
)
def test_a_sidecar_that_was_spoilt(tmp_path, old, new, says):
    image = LabelledImage("a", picture(tmp_path / "a.png"), 64, 48, (boxed("x", 1, 2, 30, 40),))
    write_folder(Dataset(("x",), (image,)), tmp_path / "in", "yolo")
    change(tmp_path / "in" / SIDECAR, old, new)
    refused(tmp_path / "in", None, says)


def test_a_mask_of_another_size_beside_a_folder_per_defect(tmp_path):
    picture(tmp_path / "in" / "test" / "crack" / "1.png")
    picture(tmp_path / "in" / "ground_truth" / "crack" / "1_mask.png", 100, 100)
    refused(tmp_path / "in", None, r"crack.1\.png: its mask .* has another size")


def test_an_image_in_no_folder_of_a_defect(tmp_path):
    picture(tmp_path / "in" / "crack" / "1.png")
    picture(tmp_path / "in" / "2.png")
    refused(tmp_path / "in", "folders", r"2\.png")


def test_images_that_are_too_small_or_too_large(tmp_path):
    picture(tmp_path / "in" / "crack" / "1.png", 1, 1)
    refused(tmp_path / "in", None, r"1\.png.*too small")
    head = bytearray((tmp_path / "in" / "crack" / "1.png").read_bytes())
    head[16:24] = np.array([30_000, 30_000], ">u4").tobytes()
    (tmp_path / "in" / "crack" / "1.png").write_bytes(head)
    refused(tmp_path / "in", None, r"1\.png.*megapixels")
