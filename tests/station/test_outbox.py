"""The queue to one window: bounded; heartbeats give way, the story has no holes."""

from inspector_app.station.outbox import Outbox, Outgoing


def test_only_the_newest_heartbeat_waits():
    box = Outbox(most=10)
    for number in range(5):
        assert box.put(Outgoing(b"beat %d" % number, heartbeat=True))
    box.put(Outgoing(b"part"))
    assert [box.get(), box.get()] == [b"beat 4", b"part"]


def test_a_full_queue_gives_up_its_heartbeat_first_then_the_window():
    box = Outbox(most=3)
    box.put(Outgoing(b"beat", heartbeat=True))
    assert all(box.put(Outgoing(b"part %d" % number)) for number in range(3))
    assert box.put(Outgoing(b"beat", heartbeat=True))
    assert not box.put(Outgoing(b"part 3"))
    assert [box.get() for _ in range(3)] == [b"part 0", b"part 1", b"part 2"]


def test_closing_ends_the_wait():
    box = Outbox()
    box.put(Outgoing(b"part"))
    box.close()
    assert box.get() is None
    assert box.put(Outgoing(b"too late"))
