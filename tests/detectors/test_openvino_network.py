import numpy as np
import openvino as ov
import pytest
from openvino import opset13 as ops

from inspector_app.detectors import NetworkError, OpenVinoNetwork

CLASSES = ("open", "short")


def save_network(path, rows=6, channels=3):
    """A network whose output is the mean of its input, in the shape of a detector's: (1, rows, 4)."""
    frame = ops.parameter([1, 32, 32, channels], ov.Type.u8)
    mean = ops.reduce_mean(ops.convert(frame, "f32"), np.array([1, 2, 3]), keep_dims=True)
    flat = ops.reshape(mean, np.array([1, 1, 1]), special_zero=False)
    answer = ops.broadcast(flat, np.array([1, rows, 4]))
    ov.save_model(ov.Model([answer], [frame]), path)
    return path


def test_frames_go_in_as_bytes_and_raw_output_comes_out(tmp_path):
    network = OpenVinoNetwork(save_network(tmp_path / "m.xml"), CLASSES)
    assert network.input_size == (32, 32)
    output = network.run(np.full((32, 32, 3), 7, np.uint8))
    assert output.shape == (1, 6, 4)
    assert output == pytest.approx(7)


def test_a_file_that_is_no_network_is_refused_in_one_line(tmp_path):
    (tmp_path / "m.xml").write_text("<net/>", encoding="utf-8")
    with pytest.raises(NetworkError, match="cannot be loaded") as refused:
        OpenVinoNetwork(tmp_path / "m.xml", CLASSES)
    assert len(str(refused.value).splitlines()) == 1


def test_a_network_for_other_classes_is_refused(tmp_path):
    with pytest.raises(NetworkError, match="does not fit 2 classes"):
        OpenVinoNetwork(save_network(tmp_path / "m.xml", rows=9), CLASSES)


def test_a_network_for_other_frames_is_refused(tmp_path):
    with pytest.raises(NetworkError, match="is not"):
        OpenVinoNetwork(save_network(tmp_path / "m.xml", channels=1), CLASSES)


def test_a_file_that_is_no_network_is_refused_by_name(tmp_path):
    (tmp_path / "m.xml").write_text("<net")
    with pytest.raises(NetworkError, match=r"m\.xml"):
        OpenVinoNetwork(tmp_path / "m.xml", CLASSES)


def test_a_frame_of_another_size_is_an_error_and_the_next_one_works(tmp_path):
    network = OpenVinoNetwork(save_network(tmp_path / "m.xml"), CLASSES)
    with pytest.raises(NetworkError):
        network.run(np.zeros((16, 16, 3), np.uint8))
    assert network.run(np.full((32, 32, 3), 9, np.uint8)) == pytest.approx(9)


class BrokenRequest:
    """Fails as the runtime does."""

    def infer(self, *_, **__):
        raise RuntimeError("the plugin failed")


def test_a_request_that_fails_is_replaced_and_the_input_asked_once_more(tmp_path):
    network = OpenVinoNetwork(save_network(tmp_path / "m.xml"), CLASSES)
    network._compiled._request = BrokenRequest()
    assert network.run(np.full((32, 32, 3), 9, np.uint8)) == pytest.approx(9)
    network._compiled._request = BrokenRequest()
    with pytest.raises(NetworkError):
        network.run(np.zeros((16, 16, 3), np.uint8))


def test_a_broken_cache_does_not_stop_the_start(tmp_path):
    path, cache = save_network(tmp_path / "m.xml"), tmp_path / "cache"
    OpenVinoNetwork(path, CLASSES, cache=cache)
    for blob in cache.iterdir():
        blob.write_bytes(b"broken")
    network = OpenVinoNetwork(path, CLASSES, cache=cache)
    assert network.run(np.full((32, 32, 3), 3, np.uint8)) == pytest.approx(3)


def test_a_cache_that_cannot_be_made_does_not_stop_the_start(tmp_path):
    (tmp_path / "cache").write_text("a file where a folder is wanted")
    OpenVinoNetwork(save_network(tmp_path / "m.xml"), CLASSES, cache=tmp_path / "cache")


def save_outlined(path, rows=8, prototypes=(1, 2, 8, 8), more=0):
    """Candidates as of `save_network`, and prototypes that are all 5."""
    frame = ops.parameter([1, 32, 32, 3], ov.Type.u8)
    mean = ops.reduce_mean(ops.convert(frame, "f32"), np.array([1, 2, 3]), keep_dims=True)
    flat = ops.reshape(mean, np.array([1, 1, 1]), special_zero=False)
    answer = ops.broadcast(flat, np.array([1, rows, 4]))
    further = [
        ops.add(ops.constant(np.full(prototypes, 5, np.float32)), ops.multiply(mean, np.float32(0)))
        for _ in range(1 + more)
    ]
    ov.save_model(ov.Model([answer, *further], [frame]), path)
    return path


def test_a_network_with_prototypes_gives_outlines(tmp_path):
    network = OpenVinoNetwork(save_outlined(tmp_path / "m.xml"), CLASSES)
    assert network.gives_outlines
    said = network.run(np.full((32, 32, 3), 7, np.uint8))
    assert said.candidates == pytest.approx(7)
    assert said.prototypes.shape == (1, 2, 8, 8)
    assert said.prototypes == pytest.approx(5)
    assert said.stride == 4


def test_a_network_of_boxes_says_so(tmp_path):
    assert not OpenVinoNetwork(save_network(tmp_path / "m.xml"), CLASSES).gives_outlines


@pytest.mark.parametrize("wrong", [{"prototypes": (1, 2, 8, 16)}, {"prototypes": (1, 2, 7, 7)}, {"more": 1}])
def test_further_outputs_that_are_no_prototypes_are_refused(tmp_path, wrong):
    with pytest.raises(NetworkError, match="are not one of prototypes"):
        OpenVinoNetwork(save_outlined(tmp_path / "m.xml", **wrong), CLASSES)


def test_coefficients_that_do_not_fit_the_prototypes_are_refused(tmp_path):
    with pytest.raises(NetworkError, match="does not fit 2 classes"):
        OpenVinoNetwork(save_outlined(tmp_path / "m.xml", rows=9), CLASSES)
