"""Folders as other tools leave them behind, made again by hand: where files lie, what is left out, what is odd."""

import json

import cv2
import numpy as np
import pytest
from PIL import Image

from inspector_app.datasets.formats.known import read_folder
from inspector_app.datasets.labelled import DatasetError
from tests.datasets.builders import picture
from tests.datasets.formats.other_tools import blob
from tests.datasets.formats.test_masks import drawn


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def labels_of(dataset, name):
    image = next(each for each in dataset.images if each.name == name)
    return [
        (label.defect_class, tuple(round(edge, 3) for edge in label.box.as_tuple())) for label in image.labels
    ]


LABELIMG = r"""<annotation>
	<folder>shots</folder>
	<filename>{filename}</filename>
	<path>C:\Users\qa\shots\{filename}</path>
	<source>
		<database>Unknown</database>
	</source>
	<size>
		<width>{width}</width>
		<height>{height}</height>
		<depth>3</depth>
	</size>
	<segmented>0</segmented>
	<object>
		<name>scratch</name>
		<pose>Unspecified</pose>
		<truncated>1</truncated>
		<difficult>0</difficult>
		<bndbox>
			<xmin>1</xmin>
			<ymin>12</ymin>
			<xmax>30</xmax>
			<ymax>48</ymax>
		</bndbox>
	</object>
</annotation>
"""


@pytest.mark.parametrize("place", ["a.xml", "xml/a.xml", "Annotations/a.xml"])
def test_labelimg_beside_the_images_or_in_a_folder_of_its_own(tmp_path, place):
    picture(tmp_path / "a.jpg")
    write(tmp_path / place, LABELIMG.format(filename="a.jpg", width=64, height=48))
    write(tmp_path / "predefined_classes.txt", "dent\nscratch\n")
    chosen, found = read_folder(tmp_path)
    assert chosen.name == "voc"
    assert found.classes == ("dent", "scratch")
    assert labels_of(found, "a") == [("scratch", (1, 12, 30, 48))]
    assert found.images[0].labels[0].attributes == {"truncated": "1"}


def test_labelimg_that_lost_the_suffix_and_the_size(tmp_path):
    picture(tmp_path / "a.png")
    write(tmp_path / "a.xml", LABELIMG.format(filename="a", width=0, height=0))
    assert labels_of(read_folder(tmp_path)[1], "a") == [("scratch", (1, 12, 30, 48))]


def test_labelimg_that_writes_yolo(tmp_path):
    picture(tmp_path / "a.png")
    write(tmp_path / "classes.txt", "dent\nscratch\n\n")
    write(tmp_path / "a.txt", "1 0.5 0.5 0.25 0.5\n")
    chosen, found = read_folder(tmp_path)
    assert (chosen.name, found.classes) == ("yolo", ("dent", "scratch"))
    assert labels_of(found, "a") == [("scratch", (24, 12, 40, 36))]


def test_roboflow_with_its_splits(tmp_path):
    for split, name in (("train", "a_png.rf.1"), ("valid", "b_png.rf.2"), ("test", "c_png.rf.3")):
        picture(tmp_path / split / "images" / f"{name}.jpg")
        write(tmp_path / split / "labels" / f"{name}.txt", "0 0.25 0.25 0.75 0.25 0.75 0.75 0.25 0.75")
    write(
        tmp_path / "data.yaml", "train: ../train/images\nval: ../valid/images\nnc: 2\nnames: ['no', 'yes']\n"
    )
    write(tmp_path / "README.roboflow.txt", "hello")
    _, found = read_folder(tmp_path)
    assert found.classes == ("no", "yes")
    assert [(image.name, image.tags["split"]) for image in found.images] == [
        ("test/c_png.rf.3", "test"),
        ("train/a_png.rf.1", "train"),
        ("valid/b_png.rf.2", "val"),
    ]
    assert len(found.images[0].labels[0].outlines[0]) == 4


def test_roboflow_coco(tmp_path):
    picture(tmp_path / "train" / "a.jpg")
    whole = {
        "images": [{"id": 0, "file_name": "a.jpg", "width": 64, "height": 48, "date_captured": "2026-03-01"}],
        "categories": [{"id": 0, "name": "defects", "supercategory": "none"}, {"id": 1, "name": "dent"}],
        "annotations": [
            {"id": 0, "image_id": 0, "category_id": 1, "bbox": [1, 2, 10.5, 20], "iscrowd": 0, "score": 0.5}
        ],
    }
    write(tmp_path / "train" / "_annotations.coco.json", json.dumps(whole))
    _, found = read_folder(tmp_path)
    assert found.classes == ("defects", "dent")
    assert labels_of(found, "train/a") == [("dent", (1, 2, 11.5, 22))]
    assert found.images[0].tags == {"split": "train", "date_captured": "2026-03-01"}
    assert found.images[0].labels[0].attributes == {"score": "0.5"}


CVAT = """<?xml version="1.0" encoding="utf-8"?>
<annotations>
  <version>1.1</version>
  <meta><job><id>7</id><labels>
    <label><name>dent</name><color>#fa3253</color><type>any</type><attributes></attributes></label>
    <label><name>scratch</name><color>#aaf0d1</color><type>any</type><attributes></attributes></label>
    <label><name>wet</name><color>#aaf0d1</color><type>tag</type><attributes></attributes></label>
  </labels></job><dumped>2026-03-01 10:00:00.000000+00:00</dumped></meta>
  <image id="0" name="lot1/a.png" subset="Train" width="64" height="48">
    <box label="dent" source="manual" occluded="1" xtl="1.20" ytl="2.30" xbr="30.40" ybr="40.50" z_order="2">
      <attribute name="depth">deep</attribute></box>
    <box label="dent" source="semi-auto" occluded="0" xtl="20" ytl="20" xbr="40" ybr="30"
      rotation="90.0" z_order="0"></box>
    <polygon label="scratch" source="manual" occluded="0" points="1,1;9,1;9,9" z_order="0" group_id="3"></polygon>
    <polygon label="scratch" source="manual" occluded="0" points="11,1;19,1;19,9" z_order="0" group_id="3"></polygon>
    <polygon label="scratch" source="manual" occluded="0" points="1,11;9,11;9,19" z_order="0"></polygon>
    <mask label="scratch" source="manual" occluded="0" rle="0, 3, 1, 2"
      left="10" top="20" width="3" height="2" z_order="0" group_id="0"></mask>
    <mask label="dent" source="manual" occluded="0" rle="1, 2, 1, 2"
      left="10" top="20" width="3" height="2" z_order="0"></mask>
    <ellipse label="dent" source="manual" occluded="0" cx="30" cy="30" rx="10" ry="5" z_order="0"></ellipse>
    <tag label="wet" source="manual"><attribute name="lamp">2</attribute></tag>
  </image>
  <image id="1" name="lot1/clean.png" width="64" height="48"></image>
</annotations>
"""


def test_cvat_with_all_its_shapes(tmp_path):
    for name in ("a", "clean"):
        picture(tmp_path / "images" / "lot1" / f"{name}.png")
    write(tmp_path / "annotations.xml", CVAT)
    _, found = read_folder(tmp_path)
    assert found.classes == ("dent", "scratch", "wet")
    first, clean = found.images
    assert (first.name, clean.name, clean.labels) == ("lot1/a", "lot1/clean", ())
    assert first.tags == {"split": "Train", "tag": "wet", "lamp": "2"}
    box, turned, pieces, alone, mask, other, ellipse = first.labels
    assert box.attributes == {"occluded": "1", "z_order": "2", "depth": "deep"}
    assert box.box.as_tuple() == (1.2, 2.3, 30.4, 40.5)
    assert turned.box.as_tuple() == pytest.approx((25, 15, 35, 35))
    assert turned.attributes == {"source": "semi-auto"}
    assert (len(pieces.outlines), len(alone.outlines)) == (2, 1)
    assert pieces.box.as_tuple() == (1, 1, 19, 9)
    assert mask.outlines == (((10, 20), (13, 20), (13, 22), (11, 22), (11, 21), (10, 21)),)
    assert other.box.as_tuple() == (11, 20, 13, 22)
    assert ellipse.box.as_tuple() == pytest.approx((20, 25, 40, 35), abs=0.1)


def test_cvat_as_yolo_1_1(tmp_path):
    picture(tmp_path / "obj_train_data" / "lot1" / "a.png")
    write(tmp_path / "obj_train_data" / "lot1" / "a.txt", "1 0.500000 0.500000 0.250000 0.500000\n")
    write(
        tmp_path / "obj.data",
        "classes = 2\ntrain = data/train.txt\nnames = data/obj.names\nbackup = backup/\n",
    )
    write(tmp_path / "obj.names", "dent\nscratch\n")
    write(tmp_path / "train.txt", "data/obj_train_data/lot1/a.png\n")
    _, found = read_folder(tmp_path)
    assert labels_of(found, "lot1/a") == [("scratch", (24, 12, 40, 36))]


def test_a_folder_per_defect_with_goldens_beside(tmp_path):
    for place in ("crack/1.png", "crack/2.png", "good/1.png", "stain%2Foil/1.png", "goldens/crack/1.png"):
        picture(tmp_path / place)
    chosen, found = read_folder(tmp_path)
    assert chosen.name == "folders"
    assert found.classes == ("crack", "stain/oil")
    assert labels_of(found, "crack/1") == [("crack", (0, 0, 64, 48))]
    assert labels_of(found, "good/1") == []
    assert [image.golden is not None for image in found.images] == [True, False, False, False]
    assert found.images[0].labels[0].attributes == {"extent": "image"}


def test_mvtec_with_its_masks(tmp_path):
    picture(tmp_path / "train" / "good" / "000.png")
    picture(tmp_path / "test" / "good" / "000.png")
    picture(tmp_path / "test" / "crack" / "000.png")
    mask = np.zeros((48, 64), np.uint8)
    mask[2:10, 3:20], mask[30:33, 40:60] = 255, 255
    (tmp_path / "ground_truth" / "crack").mkdir(parents=True)
    cv2.imencode(".png", mask)[1].tofile(tmp_path / "ground_truth" / "crack" / "000_mask.png")
    write(tmp_path / "license.txt", "free")
    _, found = read_folder(tmp_path)
    assert found.classes == ("crack",)
    assert labels_of(found, "test/crack/000") == [("crack", (3, 2, 20, 10)), ("crack", (40, 30, 60, 33))]
    assert labels_of(found, "train/good/000") == labels_of(found, "test/good/000") == []


def test_goldens_beside_the_images_are_no_images(tmp_path):
    for place in ("images/lot1/a.png", "goldens/lot1/a.png", "images/b.png"):
        picture(tmp_path / place)
    write(tmp_path / "labels" / "lot1" / "a.txt", "0 0.5 0.5 0.5 0.5\n")
    write(tmp_path / "labels" / "b.txt", "")
    write(tmp_path / "data.yaml", "names: [dent]\n")
    _, found = read_folder(tmp_path)
    assert {image.name: image.golden for image in found.images} == {
        "lot1/a": tmp_path / "goldens" / "lot1" / "a.png",
        "b": None,
    }


def test_labelme_in_another_folder_than_its_images(tmp_path):
    picture(tmp_path / "shots" / "a.png")
    shape = {
        "label": "dent",
        "points": [[1, 2], [30, 40]],
        "group_id": 4,
        "shape_type": "rectangle",
        "flags": {},
    }
    whole = {
        "version": "5.5.0",
        "flags": {},
        "shapes": [shape],
        "imagePath": "..\\shots\\a.png",
        "imageData": None,
    }
    write(tmp_path / "json" / "a.json", json.dumps(whole | {"imageHeight": 48, "imageWidth": 64}))
    chosen, found = read_folder(tmp_path)
    assert chosen.name == "labelme"
    assert labels_of(found, "shots/a") == [("dent", (1, 2, 30, 40))]
    assert found.images[0].labels[0].attributes == {"group_id": "4"}


def test_the_answers_that_the_station_exported(tmp_path):
    picture(tmp_path / "images" / "p1-top.jpg")
    picture(tmp_path / "goldens" / "p1-top.png")
    write(tmp_path / "labels" / "p1-top.txt", "")
    write(tmp_path / "data.yaml", "names:\n  0: open\n")
    write(
        tmp_path / "provenance.csv",
        "image,part,lot,verdict,answer,person,answered_at,reason\n"
        'p1-top.jpg,7,\'=L1,FAIL,override,Ødegård,2026-03-01T10:00:00+00:00,"Dust, or fibre"\n',
    )
    image = read_folder(tmp_path)[1].images[0]
    assert image.golden is not None
    assert dict(image.tags) == {
        "source": "production",
        "part": "7",
        "lot": "=L1",
        "verdict": "FAIL",
        "answer": "override",
        "answered_by": "Ødegård",
        "answered_at": "2026-03-01T10:00:00+00:00",
        "reason": "Dust, or fibre",
    }


def test_a_table_of_provenance_that_is_none(tmp_path):
    picture(tmp_path / "images" / "a.png")
    write(tmp_path / "data.yaml", "names: [open]\n")
    write(tmp_path / "provenance.csv", "picture\na.png\n")
    with pytest.raises(DatasetError, match=r"provenance\.csv:1: the column 'image' is missing"):
        read_folder(tmp_path)


def test_coco_with_a_mask_that_pycocotools_packed(tmp_path):
    picture(tmp_path / "images" / "a.png")
    # pycocotools 2.0.11 made this of two pieces, one with a hole
    packed = (
        r"e7?Q100KPOJP1;000DSO5m0KSO5m0KSO5m0KSO5m0KSO5m07000000000000000000Yg0FQYO000000000000000005MN0m`0"
    )
    annotation = {
        "id": 1,
        "image_id": 1,
        "category_id": 1,
        "segmentation": {"size": [48, 64], "counts": packed},
    }
    whole = {
        "images": [{"id": 1, "file_name": "a.png", "width": 64, "height": 48}],
        "categories": [{"id": 1, "name": "dent"}],
        "annotations": [annotation],
    }
    write(tmp_path / "annotations" / "instances_val.json", json.dumps(whole))
    image = read_folder(tmp_path)[1].images[0]
    assert np.array_equal(drawn(image.labels[0].outlines), blob().astype(bool))
    assert image.tags == {"split": "val"}


def test_voc_names_clean_images_only_in_its_lists(tmp_path):
    for name in ("a", "clean"):
        picture(tmp_path / "JPEGImages" / f"{name}.jpg")
    write(tmp_path / "Annotations" / "a.xml", LABELIMG.format(filename="a.jpg", width=64, height=48))
    write(tmp_path / "ImageSets" / "Main" / "val.txt", "a\nclean\n")
    write(tmp_path / "ImageSets" / "Main" / "scratch_val.txt", "a  1\nclean -1\n")
    _, found = read_folder(tmp_path)
    assert [(image.name, image.tags["split"], len(image.labels)) for image in found.images] == [
        ("a", "val", 1),
        ("clean", "val", 0),
    ]


def voc_mask(path, pixels, colours):
    """A PNG with a palette, as VOC and CVAT have them."""
    image = Image.fromarray(pixels).convert("P")
    image.putdata(pixels.ravel().tolist())
    image.putpalette([value for colour in colours for value in colour] + [0] * (768 - 3 * len(colours)))
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)


def voc_masks(folder, classes_at):
    picture(folder / "JPEGImages" / "a.jpg")
    objects = np.zeros((48, 64), np.uint8)
    objects[12:48, 1:30], objects[5:9, 40:50], objects[4, 40:50] = 1, 2, 3
    black, red, green, void = (0, 0, 0), (128, 0, 0), (0, 128, 0), (224, 224, 192)
    voc_mask(folder / "SegmentationObject" / "a.png", objects, (black, red, green, void))
    classes = np.zeros_like(objects)
    classes[objects == 1], classes[objects == 2], classes[objects == 3] = classes_at[0], classes_at[1], 3
    voc_mask(folder / "SegmentationClass" / "a.png", classes, (black, (1, 2, 3), (9, 9, 9), void))


def test_voc_masks_give_boxes_their_outlines_and_defects_without_a_box_a_label(tmp_path):
    voc_masks(tmp_path, (1, 2))
    write(tmp_path / "Annotations" / "a.xml", LABELIMG.format(filename="a.jpg", width=64, height=48))
    write(tmp_path / "labelmap.txt", "background:0,0,0::\nscratch:1,2,3::\ndent:9,9,9::\n")
    _, found = read_folder(tmp_path)
    assert found.classes == ("scratch", "dent")
    boxed, masked = found.images[0].labels
    assert (boxed.defect_class, boxed.box.as_tuple(), boxed.attributes) == (
        "scratch",
        (1, 12, 30, 48),
        {"truncated": "1"},
    )
    assert boxed.outlines == (((1, 12), (30, 12), (30, 48), (1, 48)),)
    assert (masked.defect_class, masked.box.as_tuple()) == ("dent", (40, 5, 50, 9))


def test_cvats_segmentation_masks_alone(tmp_path):
    voc_masks(tmp_path, (1, 2))
    picture(tmp_path / "JPEGImages" / "clean.jpg")
    write(
        tmp_path / "labelmap.txt",
        "# label:color_rgb:parts:actions\nbackground:0,0,0::\nscratch:1,2,3::\ndent:9,9,9::\n",
    )
    write(tmp_path / "ImageSets" / "Segmentation" / "default.txt", "a\nclean\n")
    chosen, found = read_folder(tmp_path)
    assert chosen.name == "voc"
    # by colour, since masks know no order
    assert [[label.defect_class for label in image.labels] for image in found.images] == [
        ["dent", "scratch"],
        [],
    ]


def test_a_mask_in_a_colour_that_is_no_class(tmp_path):
    voc_masks(tmp_path, (1, 2))
    write(tmp_path / "labelmap.txt", "background:0,0,0::\nscratch:1,2,3::\n")
    with pytest.raises(DatasetError, match=r"SegmentationClass.a\.png: .*\(9, 9, 9\).* no class of labelmap"):
        read_folder(tmp_path)


def test_a_voc_mask_of_another_size(tmp_path):
    voc_masks(tmp_path, (1, 2))
    write(tmp_path / "labelmap.txt", "background:0,0,0::\nscratch:1,2,3::\ndent:9,9,9::\n")
    picture(tmp_path / "JPEGImages" / "a.jpg", 100, 80)
    with pytest.raises(DatasetError, match=r"SegmentationObject.a\.png: the mask has another size"):
        read_folder(tmp_path)
