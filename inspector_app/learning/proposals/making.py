"""From the DeepPCB set to a sealed INT8 package: one training to choose by, one more to finish on the whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inspector_app.boards import validation_product
from inspector_app.datasets.formats.deeppcb import TYPES, board_of
from inspector_app.imaging import planes_of
from inspector_app.imaging.proposal_crops import cut_crops, windows_round
from inspector_app.inspection.board_recipe import BOARD_TOLERANCES_MM
from inspector_app.inspection.golden_answers import write_golden_answers
from inspector_app.inspection.ports import Network
from inspector_app.learning.crops.board_samples import draw_boards
from inspector_app.learning.deeppcb.pairs import DATASET_KIND, MM_PER_PX, pair_names
from inspector_app.learning.deeppcb.scoring import PairResult, examine_pairs, figures_of_pairs
from inspector_app.learning.evaluating.examined_boards import ExaminedBoard
from inspector_app.learning.evaluating.matching import best_f, match
from inspector_app.learning.evaluating.smallest_found import smallest_found_px
from inspector_app.learning.proposals.int8_limit import held_against, keep_floating_point
from inspector_app.learning.proposals.samples import Board, proposal_samples, read_boards
from inspector_app.learning.proposals.training import Plan, train
from inspector_app.learning.quantising.accuracy_aware import Quantised
from inspector_app.learning.quantising.int8_drop import DropLimit
from inspector_app.model_packages.card import PLANES, PROPOSALS, CardInput, Thresholds
from inspector_app.model_packages.package import ModelPackage
from inspector_app.model_packages.writing import check_target, seal_package

OpenNetwork = Callable[[Path, tuple[str, ...], tuple[int, int]], Network]
Say = Callable[[str], None]

HELD_OUT_GROUPS = ("44000", "50600", "77000")
"""Board groups of trainval, a fifth of it, that nothing is learnt from while anything is chosen."""

SIZE = (640, 640)
_LEARNT_PART = "trainval"
_GOLDEN_SEED = 12
_GOLDEN_INPUTS = 3
_LOOK_EVERY = 5


@dataclass(frozen=True, slots=True)
class Making:
    """What to make, and from which folder.

    The first plan and then the rounds, each going on from what the one before has learnt, leave the held-out groups
    out: by them things are chosen. Then the same rounds go on from the first plan's network on all groups, and give
    the network that is kept; so the figures of the held-out groups are those of the same training with fewer boards.
    """

    data: Path
    work: Path
    target: Path
    name: str
    first: Plan
    rounds: tuple[Plan, ...]
    limit: DropLimit
    held_out: tuple[str, ...] = HELD_OUT_GROUPS


def make_package(making: Making, open_network: OpenNetwork, say: Say) -> ModelPackage:
    """Trains or goes on, quantises, chooses thresholds on the held-out groups, learns from all, seals.

    Raises LabelError where the set can't be read, TrainingError where the work folder holds another training.
    """
    from inspector_app.learning.proposals.watching import HeldOut  # noqa: PLC0415 - torch is heavy, and optional

    check_target(making.target)
    folder = making.data / _LEARNT_PART
    names = pair_names(folder)
    held = [name for name in names if board_of(name) in making.held_out]
    say(f"reading {len(names)} pairs, {len(held)} of them held out")
    boards = read_boards(folder, names)
    learnt = [board for board in boards if board_of(board.name) not in making.held_out]
    others = [board for board in boards if board_of(board.name) in making.held_out]
    watch = HeldOut(others, _LOOK_EVERY) if others else None
    first = train(learnt, making.first, making.work / "first", watch, say)
    chosen = _rounds(learnt, making, "choosing", say, watch=watch, start=first)
    say("quantising, and choosing thresholds on the held-out groups")
    results, quantised = _chosen(
        making, _networks(chosen, learnt, making.work / "chosen"), open_network, held or names
    )
    if quantised.reverted:
        say(
            f"INT8 loses more than its limit ({quantised.first.points:.2f} points): it stays in floating point"
        )
    say("learning from all groups")
    finished = _rounds(boards, making, "finishing", say, start=first)
    say("quantising and sealing")
    package = _networks(finished, boards, making.work / "package")
    if quantised.reverted:
        keep_floating_point(package)
    network = open_network(package / "model.xml", TYPES, SIZE)
    write_golden_answers(package / "golden", golden_inputs(), network)
    return seal_package(package, making.target, _card_fields(making, results, quantised))


def _chosen(
    making: Making, folder: Path, open_network: OpenNetwork, names: Sequence[str]
) -> tuple[list[PairResult], Quantised]:
    """What the network that is to be kept finds on these pairs, in INT8 where that holds its limit."""
    pairs = making.data / _LEARNT_PART
    int8, fp32 = (
        examine_pairs(pairs, open_network(folder / f"{kind}.xml", TYPES, SIZE), names=names)
        for kind in ("model", "reference")
    )
    quantised = held_against(_examined(int8), _examined(fp32), TYPES, making.limit)
    return (fp32 if quantised.reverted else int8), quantised


def _rounds(
    boards: Sequence[Board], making: Making, name: str, say: Say, *, start: Any, watch: Any = None
) -> Any:
    """The network after all rounds; each has a folder of its own."""
    for number, plan in enumerate(making.rounds, start=1):
        start = train(boards, plan, making.work / f"{name}-{number}", watch, say, start=start)
    return start


def _networks(network: Any, boards: Sequence[Board], folder: Path) -> Path:
    from inspector_app.learning.proposals.exporting import CALIBRATION_CROPS, write_networks  # noqa: PLC0415

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_networks([network], _some_crops(boards, CALIBRATION_CROPS), folder)
    return folder


def _some_crops(boards: Sequence[Board], count: int) -> npt.NDArray[np.uint8]:
    """Crops of proposals drawn from all boards, always the same ones."""
    samples = proposal_samples(boards)
    drawn = np.sort(np.random.default_rng(1).permutation(len(samples))[:count])
    crops = []
    for index in drawn.tolist():
        box = samples.box[index : index + 1]
        crops.append(cut_crops(boards[int(samples.board[index])].planes, box, windows_round(box)))
    return np.random.default_rng(2).permutation(np.concatenate(crops))


def golden_inputs() -> list[npt.NDArray[np.uint8]]:
    """Planes of generated boards made black and white: the set's own images are not ours to pass on."""
    inputs = []
    for sample in draw_boards(2 * _GOLDEN_INPUTS, _GOLDEN_SEED, validation_product, BOARD_TOLERANCES_MM):
        if not sample.good:
            image, golden = (
                _black_and_white(picture) for picture in (sample.board.image, sample.board.golden)
            )
            inputs.append(planes_of(image, golden))
    return inputs


def _black_and_white(picture: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    import cv2  # noqa: PLC0415

    gray = picture if picture.ndim == 2 else picture[:, :, 1].copy()
    return np.asarray(cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1], np.uint8)


def _card_fields(making: Making, results: Sequence[PairResult], quantised: Quantised) -> dict[str, Any]:
    thresholds = choose_thresholds(results)
    return {
        "name": making.name,
        "family": PROPOSALS,
        "created": datetime.now(UTC).replace(microsecond=0),
        "input": CardInput(width=SIZE[0], height=SIZE[1], channels=PLANES),
        "classes": TYPES,
        "thresholds": thresholds,
        "smallest_found_px": smallest_found_px(_examined(results), thresholds, MM_PER_PX),
        "dataset": {"kind": DATASET_KIND, "part": _LEARNT_PART, "held_out_groups": list(making.held_out)},
        "training": {"first": asdict(making.first), "rounds": [asdict(plan) for plan in making.rounds]},
        "figures": {
            "held_out_fp32" if quantised.reverted else "held_out_int8": figures_of_pairs(results, TYPES),
            "quantising": quantised.as_json(),
        },
        "tools": {name: version(name) for name in ("torch", "nncf", "openvino", "opencv-python", "numpy")},
        "licence": {
            "weights": "research use only: trained on the DeepPCB set, never part of a product",
            "data": "DeepPCB, arXiv 1902.06197, for research purpose only; golden inputs are generated by this program",
        },
    }


def choose_thresholds(results: Sequence[PairResult]) -> dict[str, Thresholds]:
    """The threshold of the best F of each class; a person is asked from half of it on."""
    chosen = {}
    for code in TYPES:
        of_class = [
            one
            for result in results
            for one in match(
                [finding for finding in result.findings if finding.defect_class == code],
                [defect for defect in result.pair.defects if defect.code == code],
            )
        ]
        threshold = round(best_f(of_class)[1], 3)
        chosen[code] = Thresholds(threshold=threshold, review_from=round(threshold / 2, 3))
    return chosen


def _examined(results: Sequence[PairResult]) -> list[ExaminedBoard]:
    return [ExaminedBoard(one.findings, None, one.pair.defects, good=False) for one in results]
