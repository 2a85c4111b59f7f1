from inspector_app.learning.training.curves import Epoch, learning_by_heart, read_curves

HEAD = "epoch,time,train/box_loss,train/cls_loss,metrics/mAP50(B),val/box_loss,val/cls_loss,lr/pg0\n"


def epochs(*figures: tuple[float, float, float]) -> list[Epoch]:
    return [Epoch(number, *each) for number, each in enumerate(figures, 1)]


def test_the_table_of_a_training_is_read_and_a_cut_off_row_left_out(tmp_path):
    table = tmp_path / "results.csv"
    table.write_text(
        HEAD + "1,10,2.0,1.0,0.5,2.5,1.5,0.001\n2,20,1.5,0.5,0.6,2.0,1.0,0.001\n3,30,1.", "utf-8"
    )
    assert read_curves(table) == (Epoch(1, 3.0, 4.0, 0.5), Epoch(2, 2.0, 3.0, 0.6))


def test_there_are_no_curves_before_the_first_epoch(tmp_path):
    assert read_curves(tmp_path / "results.csv") == ()


def test_learning_by_heart_is_said():
    good = [(5.0 - step, 5.0 - step, 0.1 * step) for step in range(4)]
    worse = [(1.5 - 0.1 * step, 3.0, 0.2) for step in range(5)]
    warning = learning_by_heart(epochs(*good, *worse))
    assert warning is not None
    assert "epoch 4" in warning


def test_nothing_is_said_while_the_validation_part_gets_better_or_nothing_is_learnt():
    good = [(5.0 - step, 5.0 - step, 0.1 * step) for step in range(9)]
    assert learning_by_heart(epochs(*good)) is None
    flat = [(1.0, 3.0, 0.2)] * 9
    assert learning_by_heart(epochs(*flat)) is None
    assert learning_by_heart(epochs(*good[:3])) is None
