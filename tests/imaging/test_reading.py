"""Image files of every kind, good and bad, really written."""

import os
import struct
import zlib

import cv2
import numpy as np
import pytest

from inspector_app.imaging import ImageError, encode_jpeg, encode_png, read_image
from tests.imaging.pictures import board


@pytest.fixture
def picture():
    return np.dstack([board(1, 320, 200), board(2, 320, 200), board(3, 320, 200)])


def write(path, data):
    path.write_bytes(data)
    return path


def png_header(width, height):
    """A PNG that claims a size and holds nothing."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", [".png", ".bmp", ".tiff"])
def test_lossless_kinds(tmp_path, picture, kind):
    for name, image in (("colour", picture), ("gray", picture[:, :, 0])):
        done, data = cv2.imencode(kind, image)
        assert done
        assert np.array_equal(read_image(write(tmp_path / (name + kind), data.tobytes())), image)


@pytest.mark.parametrize("name", ["größe.png", "图像.png", "صورة.png", "with space.png", "d'o\"t.png"])
def test_names_in_any_script(tmp_path, picture, name):
    assert np.array_equal(read_image(write(tmp_path / name, encode_png(picture))), picture)


def test_the_content_counts_and_not_the_ending(tmp_path, picture):
    assert np.array_equal(read_image(write(tmp_path / "image.jpg", encode_png(picture))), picture)


def test_a_jpeg_comes_back_alike(tmp_path, picture):
    read = read_image(write(tmp_path / "a.jpg", encode_jpeg(picture[:, :, 0])))
    assert read.shape == (200, 320)
    assert np.abs(read.astype(int) - picture[:, :, 0]).mean() < 2


def test_sixteen_bits_are_scaled_and_not_stretched(tmp_path):
    deep = np.linspace(0, 65535, 100 * 100).reshape(100, 100).astype(np.uint16)
    deep[:, :] //= 2
    done, data = cv2.imencode(".png", deep)
    assert done
    read = read_image(write(tmp_path / "deep.png", data.tobytes()))
    assert read.dtype == np.uint8
    assert read.max() in {127, 128}
    assert np.abs(read - deep / 257).max() <= 0.51


def test_sixteen_bit_colour(tmp_path, picture):
    done, data = cv2.imencode(".png", picture.astype(np.uint16) * 257)
    assert done
    assert np.array_equal(read_image(write(tmp_path / "deep.png", data.tobytes())), picture)


def test_transparency_is_dropped(tmp_path, picture):
    done, data = cv2.imencode(".png", np.dstack([picture, np.full((200, 320), 40, np.uint8)]))
    assert done
    read = read_image(write(tmp_path / "alpha.png", data.tobytes()))
    assert read.shape == (200, 320, 3)
    assert np.array_equal(read, picture)


def exif(jpeg, orientation):
    """The JPEG with an EXIF orientation."""
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    body = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


@pytest.mark.parametrize(
    ("orientation", "turn"),
    [
        (1, None),
        (3, cv2.ROTATE_180),
        (6, cv2.ROTATE_90_CLOCKWISE),
        (8, cv2.ROTATE_90_COUNTERCLOCKWISE),
    ],
)
@pytest.mark.parametrize("colour", [True, False])
def test_exif_rotation_is_applied(tmp_path, picture, orientation, turn, colour):
    image = picture if colour else picture[:, :, 0]
    plain = read_image(write(tmp_path / "plain.jpg", encode_jpeg(image)))
    read = read_image(write(tmp_path / "turned.jpg", exif(encode_jpeg(image), orientation)))
    assert np.array_equal(read, plain if turn is None else cv2.rotate(plain, turn))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9, 0.999])
@pytest.mark.parametrize("kind", [".png", ".jpg", ".bmp", ".tiff"])
def test_truncated(tmp_path, picture, kind, share):
    done, data = cv2.imencode(kind, picture)
    assert done
    path = write(tmp_path / ("cut" + kind), data.tobytes()[: int(len(data) * share)])
    with pytest.raises(ImageError, match="cut"):
        read_image(path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no image at all",
        b"\x89PNG\r\n\x1a\n",
        b"BM",
        b"II*\0",
        b"\xff\xd8\xff\xd9",
    ],
)
def test_not_an_image(tmp_path, data):
    with pytest.raises(ImageError, match=r"strange\.png"):
        read_image(write(tmp_path / "strange.png", data))


def test_a_flipped_byte(tmp_path, picture):
    data = bytearray(encode_png(picture))
    data[len(data) // 2] ^= 0xFF
    with pytest.raises(ImageError, match=r"flipped\.png"):
        read_image(write(tmp_path / "flipped.png", bytes(data)))


def test_one_pixel(tmp_path):
    done, data = cv2.imencode(".png", np.zeros((1, 1), np.uint8))
    assert done
    with pytest.raises(ImageError, match="1x1 px is too small"):
        read_image(write(tmp_path / "dot.png", data.tobytes()))


def test_a_giant_is_refused_by_its_header(tmp_path):
    with pytest.raises(ImageError, match="30000x30000 px is above 100 megapixels"):
        read_image(write(tmp_path / "giant.png", png_header(30000, 30000)))


def test_thirty_thousand_px_wide_but_low_is_fine(tmp_path):
    done, data = cv2.imencode(".png", np.zeros((40, 30000), np.uint8))
    assert done
    assert read_image(write(tmp_path / "wide.png", data.tobytes())).shape == (40, 30000)


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(ImageError, match="nowhere"):
        read_image(tmp_path / "nowhere.png")
    with pytest.raises(ImageError, match="can't be read"):
        read_image(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes in folders")
def test_a_pipe_and_a_device_are_refused_unread(tmp_path):
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "endless.png").symlink_to("/dev/zero")
    for name in ("pipe.png", "endless.png"):
        with pytest.raises(ImageError, match=f"{name}: can't be read: it is no file"):
            read_image(tmp_path / name)


def test_cmyk_is_converted(tmp_path):
    pillow = pytest.importorskip("PIL.Image", reason="Pillow makes the CMYK file")
    colours = np.zeros((64, 96, 3), np.uint8)
    colours[:, :32], colours[:, 32:64], colours[:, 64:] = (30, 40, 200), (60, 160, 20), (240, 240, 240)
    cmyk = pillow.fromarray(np.ascontiguousarray(colours[:, :, ::-1])).convert("CMYK")
    for name in ("print.jpg", "print.tiff"):
        cmyk.save(tmp_path / name)
        read = read_image(tmp_path / name)
        assert read.shape == (64, 96, 3)
        for column in (10, 48, 86):
            assert np.abs(read[32, column].astype(int) - colours[32, column]).max() < 12


def test_the_end_of_a_thumbnail_is_not_the_images(tmp_path, picture):
    jpeg = encode_jpeg(picture)
    thumbnail = encode_jpeg(picture[:40, :40])
    with_thumbnail = jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(thumbnail) + 2) + thumbnail + jpeg[2:]
    assert read_image(write(tmp_path / "whole.jpg", with_thumbnail)).shape == (200, 320, 3)
    with pytest.raises(ImageError, match="truncated"):
        read_image(write(tmp_path / "cut.jpg", with_thumbnail[: len(thumbnail) + 3000]))


def test_data_appended_by_a_camera_does_no_harm(tmp_path, picture):
    for name, data in (("a.jpg", encode_jpeg(picture)), ("a.png", encode_png(picture))):
        assert read_image(write(tmp_path / name, data + b"camera 7" * 100)).shape == (200, 320, 3)


def test_webp(tmp_path, picture):
    for flags, name in (
        ([cv2.IMWRITE_WEBP_QUALITY, 101], "lossless"),
        ([cv2.IMWRITE_WEBP_QUALITY, 90], "lossy"),
    ):
        done, data = cv2.imencode(".webp", picture, flags)
        assert done
        assert read_image(write(tmp_path / f"{name}.webp", data.tobytes())).shape == (200, 320, 3)


def test_kinds_whose_size_cannot_be_told_beforehand_are_refused(tmp_path, picture):
    done, data = cv2.imencode(".ppm", picture)
    assert done
    with pytest.raises(ImageError, match="not a PNG, JPEG, BMP, TIFF or WebP"):
        read_image(write(tmp_path / "old.ppm", data.tobytes()))


def test_floats_are_refused(tmp_path):
    done, data = cv2.imencode(".tiff", np.zeros((100, 100), np.float32))
    assert done
    with pytest.raises(ImageError, match="float32 pixels"):
        read_image(write(tmp_path / "float.tiff", data.tobytes()))


def test_bad_things_to_encode():
    with pytest.raises(ValueError, match="quality"):
        encode_jpeg(np.zeros((64, 64), np.uint8), quality=0)
    with pytest.raises(ValueError, match="uint16"):
        encode_png(np.zeros((64, 64), np.uint16))
