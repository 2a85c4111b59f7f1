"""Pictures for the tests: random boards of traces and pads, moved, lit and disturbed in known ways."""

import cv2
import numpy as np


def board(seed, width=640, height=640):
    """A gray picture with traces, pads and holes on a darker mask."""
    rng = np.random.default_rng(seed)
    image = np.full((height, width), 70, np.uint8)
    for _ in range(int(90 * width * height / 640**2)):
        x, y = int(rng.integers(20, width - 20)), int(rng.integers(20, height - 20))
        length, thick = int(rng.integers(30, 140)), int(rng.integers(5, 11))
        dx, dy = [(1, 0), (0, 1), (1, 1), (1, -1)][rng.integers(4)]
        cv2.line(image, (x, y), (x + dx * length, y + dy * length), 190, thick)
        cv2.circle(image, (x, y), thick + 4, 200, -1)
        cv2.circle(image, (x, y), 4, 30, -1)
    return cv2.GaussianBlur(image, (0, 0), 0.8)


def motion(size, shift, degrees):
    """The 2x3 matrix golden -> image that turns about the centre and then shifts."""
    width, height = size
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -degrees, 1.0)
    matrix[:, 2] += shift
    return matrix


def moved(golden, shift, degrees):
    """The golden under a known motion, with its matrix; a bench colour comes in at the borders."""
    height, width = golden.shape[:2]
    matrix = motion((width, height), shift, degrees)
    image = cv2.warpAffine(golden, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(45, 45, 45))
    return image, matrix


def lit(image, low=0.75, high=1.2):
    """Uneven light: a slope over the picture."""
    ramp = np.linspace(low, high, image.shape[1])[None, :] * np.linspace(1.05, 0.9, image.shape[0])[:, None]
    return np.clip(image * ramp, 0, 255).astype(np.uint8)


def noisy(image, sigma, seed=0):
    """Sensor noise."""
    return np.clip(image + np.random.default_rng(seed).normal(0, sigma, image.shape), 0, 255).astype(np.uint8)


def corner_error(found, true, width, height):
    """The largest distance in px between two transforms over the four corners."""
    corners = np.array([[0, 0, 1], [width - 1, 0, 1], [0, height - 1, 1], [width - 1, height - 1, 1]], float)
    return float(np.hypot(*(corners @ (found - true).T).T).max())
