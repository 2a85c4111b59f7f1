"""Video files whose frames tell their number by their brightness."""

import cv2
import numpy as np


def write_video(path, frames=5, side=64):
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25, (side, side))
    assert writer.isOpened()
    for number in range(frames):
        writer.write(np.full((side, side, 3), 20 + 40 * number, np.uint8))
    writer.release()
    return path


def number_of(image):
    return round((float(image.mean()) - 20) / 40)
