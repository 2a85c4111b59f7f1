"""What augmentations do to crops; run in the environment that has torch, which this one has not."""

import subprocess
from pathlib import Path

import pytest

from inspector_app.cli.training_env import training_python

ROOT = Path(__file__).resolve().parents[3]
CHECKS = """
import torch
from inspector_app.learning.training.augmenting import AUGMENTATIONS, augment

def crops():
    draw = torch.Generator().manual_seed(3)
    image = torch.rand(8, 1, 64, 64, generator=draw) * 0.5 + 0.25
    golden = image.clone()
    image[:, :, 30:34, 30:34] += 0.24
    return torch.cat([image, golden, 128 / 255 + image - golden], 1)

def changed(name, seed=1):
    return AUGMENTATIONS[name](crops(), torch.Generator().manual_seed(seed), True)

away = lambda planes: (planes[:, 2] - (128 / 255 + planes[:, 0] - planes[:, 1])).abs().max()
for name in AUGMENTATIONS:
    planes = changed(name)
    assert planes.shape == (8, 3, 64, 64), name
    assert 0 <= planes.min() and planes.max() <= 1, name
    assert not torch.equal(planes, crops()), name
    assert torch.equal(planes, changed(name)), f"{name} is not repeatable"
    assert away(planes) < 0.02, f"{name}: the planes do not fit each other any more"
    mark = planes[:, 2, 31:33, 31:33].mean(dim=(1, 2)) - planes[:, 2].mean(dim=(1, 2))
    assert (mark > 0.1).all(), f"{name} hides the mark"
assert torch.equal(changed("noise")[:, 1], crops()[:, 1])
assert torch.equal(changed("dust")[:, 1], crops()[:, 1])
assert (changed("light")[:, 1] != crops()[:, 1]).any()
specks = (changed("dust")[:, 0] - crops()[:, 0]).abs()
assert 0 < specks.max() < 0.1 and (specks > 0).sum() <= 8 * 6
both = augment(crops(), ("light", "noise"), torch.Generator().manual_seed(1))
assert not torch.equal(both, changed("light"))
colours = torch.rand(8, 3, 64, 64)
for name in AUGMENTATIONS:
    planes = AUGMENTATIONS[name](colours, torch.Generator().manual_seed(1), False)
    change = planes - colours
    if name in ("noise", "dust"):
        same = ((planes > 0) & (planes < 1)).all(dim=1)
        assert (change[:, 0] - change[:, 1]).abs()[same].max() < 1e-5, name
    assert not torch.equal(planes, colours), name
print("fine")
"""


@pytest.mark.timeout(120)
def test_changes_are_in_bounds_repeatable_and_leave_the_mark():
    python = training_python(ROOT)
    if python is None:
        pytest.skip("there is no .venv-train: python3 installer/run.py --setup-only --with-train makes it")
    done = subprocess.run(
        [python, "-c", CHECKS], capture_output=True, text=True, check=False, cwd=ROOT, timeout=100
    )
    assert done.stdout.strip() == "fine", done.stderr[-2000:]
