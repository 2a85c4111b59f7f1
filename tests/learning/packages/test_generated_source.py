from inspector_app.boards import DEFECT_CODES, validation_product
from inspector_app.learning.crops.board_samples import draw_boards
from inspector_app.learning.packages.generated_source import GeneratedSource


def test_classes_left_out_are_neither_known_nor_drawn():
    source = GeneratedSource(without=("open", "spur"))
    assert source.classes == tuple(code for code in DEFECT_CODES if code not in {"open", "spur"})
    boards = draw_boards(40, 12, validation_product, source.tolerances_mm)
    seen = {defect.code for sample in boards for defect in sample.board.defects}
    assert seen == set(source.classes)
    assert source.for_card()["without"] == ["open", "spur"]


def test_by_default_nothing_is_left_out():
    assert GeneratedSource().classes == DEFECT_CODES
    assert "without" not in GeneratedSource().for_card()
