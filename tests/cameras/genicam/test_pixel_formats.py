"""Synthetic buffers of every format, and the upper eight bits that come out of them."""

import numpy as np
import pytest

from inspector_app.cameras.genicam.buffers import DriverPixels
from inspector_app.cameras.genicam.pixel_formats import PixelFormat
from inspector_app.cameras.kind import CaptureError

RNG = np.random.default_rng(3)


def packed_stream(samples, bits):
    """Lowest bit first, sample after sample, each line in whole bytes: by single bits, unlike the code."""
    lines = []
    for line in samples:
        string = [(int(value) >> bit) & 1 for value in line for bit in range(bits)]
        lines.append(np.packbits(string, bitorder="little"))
    return np.array(lines)


def packed_gige(samples, bits):
    low = bits - 8
    lines = []
    for line in samples:
        out = []
        for first, second in zip(line[0::2], [*line[1::2], 0][: len(line[0::2])], strict=True):
            mask = (1 << low) - 1
            out += [int(first) >> low, (int(first) & mask) | (int(second) & mask) << 4, int(second) >> low]
        lines.append(out[: -(-len(line) * 3 // 2)])
    return np.array(lines, np.uint8)


def encoded(name, samples):
    pixel_format = PixelFormat.named(name)
    if pixel_format.packing == "p":
        return packed_stream(samples, pixel_format.bits)
    if pixel_format.packing == "Packed":
        return packed_gige(samples, pixel_format.bits)
    return samples.astype(np.uint8 if pixel_format.bits == 8 else "<u2").view(np.uint8)


def developed(name, lines, shape, **keys):
    target = np.zeros(shape, np.uint8)
    PixelFormat.named(name).develop(lines, target, **keys)
    return target


@pytest.mark.parametrize("width", [8, 9, 10, 11])
@pytest.mark.parametrize(
    "name",
    ["Mono8", "Mono10", "Mono12", "Mono14", "Mono16", "Mono10p", "Mono12p", "Mono10Packed", "Mono12Packed"],
)
def test_gray_of_any_depth_gives_its_upper_eight_bits(name, width):
    pixel_format = PixelFormat.named(name)
    samples = RNG.integers(0, 1 << pixel_format.bits, (5, width))
    lines = encoded(name, samples)
    assert lines.shape[1] == pixel_format.line_bytes(width)
    assert (developed(name, lines, (5, width)) == samples >> (pixel_format.bits - 8)).all()


def test_sixteen_bits_of_the_other_byte_order():
    lines = np.array([[0x1234, 0xFEDC]], ">u2").view(np.uint8)
    assert developed("Mono16", lines, (1, 2), big_endian=True).tolist() == [[0x12, 0xFE]]


@pytest.mark.parametrize(
    ("name", "order"),
    [("RGB8", "rgb"), ("BGR8", "bgr"), ("RGBa8", "rgba"), ("BGRa8", "bgra")]
    + [(f"{colours}{bits}", colours.lower()) for colours in ("RGB", "BGR") for bits in (10, 12, 16)]
    + [("RGB10p", "rgb"), ("BGR12p", "bgr")],
)
def test_colours_come_out_as_blue_green_red(name, order):
    bits = PixelFormat.named(name).bits
    colour = {"b": 30, "g": 120, "r": 220, "a": 255}
    samples = np.tile([colour[letter] << (bits - 8) for letter in order], (4, 6))
    assert (developed(name, encoded(name, samples), (4, 6, 3)) == [30, 120, 220]).all()


@pytest.mark.parametrize("depth", ["8", "10", "12", "16", "12p", "10p", "12Packed", "10Packed"])
@pytest.mark.parametrize("pattern", ["RG", "GR", "GB", "BG"])
def test_bayer_of_one_colour_is_that_colour_everywhere(pattern, depth):
    name = f"Bayer{pattern}{depth}"
    bits = PixelFormat.named(name).bits
    colour = {"B": 30, "G": 120, "R": 220}
    first = pattern
    second = {"RG": "GB", "GR": "BG", "GB": "RG", "BG": "GR"}[pattern]
    tile = [[colour[letter] << (bits - 8) for letter in line] for line in (first, second)]
    image = developed(name, encoded(name, np.tile(tile, (4, 4))), (8, 8, 3))
    assert (image == [30, 120, 220]).all()


@pytest.mark.parametrize("name", ["YCbCr8", "Mono8p", "RGB12Packed", "Mono9", "Confidence8", "0x01080001"])
def test_what_is_not_known_is_named(name):
    with pytest.raises(CaptureError, match=name):
        PixelFormat.named(name)


class Buffer:
    """A filled GenTL buffer as far as it is read."""

    payload_type = 1
    pixel_format = 0x01080001  # Mono8
    height, width, padding_x, image_offset = 4, 6, 2, 3
    pixel_endianness = 1

    def __init__(self, raw, **values):
        self.raw_buffer = raw
        self.size_filled = len(raw)
        self.__dict__.update(values)


def padded():
    lines = np.arange(32, dtype=np.uint8).reshape(4, 8)
    return b"abc" + lines.tobytes(), lines[:, :6]


def test_padding_and_offset_are_no_pixels():
    raw, wanted = padded()
    pixels = DriverPixels.of(Buffer(raw))
    target = np.zeros(pixels.shape, np.uint8)
    pixels.develop(target)
    assert (target == wanted).all()


def test_pixels_lie_in_the_drivers_buffer_until_they_are_developed():
    raw = bytearray(padded()[0])
    pixels = DriverPixels.of(Buffer(raw))
    raw[3] = 77
    target = np.zeros(pixels.shape, np.uint8)
    pixels.develop(target)
    assert target[0, 0] == 77


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"size_filled": 20}, "needs more"),
        ({"width": 0}, "no size"),
        ({"payload_type": 8}, "no image"),
        ({"pixel_format": 0x12345678}, "0x12345678"),
    ],
)
def test_a_buffer_without_a_whole_image_is_refused(values, said):
    with pytest.raises(CaptureError, match=said):
        DriverPixels.of(Buffer(padded()[0], **values))


@pytest.mark.parametrize(
    ("name", "shape"),
    [("Mono12p", (6, 8)), ("BayerRG8", (6, 8, 3)), ("RGB8", (6, 8, 3)), ("RGBa8", (6, 8, 3))],
)
def test_the_target_itself_is_written(name, shape):
    pixel_format = PixelFormat.named(name)
    memory = np.zeros(int(np.prod(shape)) + 5, np.uint8)
    target = memory[5:].reshape(shape)
    pixel_format.develop(np.full((6, pixel_format.line_bytes(8)), 255, np.uint8), target)
    assert (memory[5:] == 255).all()
