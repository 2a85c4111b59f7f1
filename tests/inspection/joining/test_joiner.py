"""The joiner alone: parts, triggers and frames as plain values; hypothesis plays lines of every kind."""

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_app.inspection.joining import Counts, Joiner, Place, WiredQueue

PITCH_S = 0.5


def line(*places):
    return Joiner(places)


def test_views_of_one_part_come_together_in_any_order():
    joiner = line(Place("left"), Place("right"))
    joiner.announce("a", 10.0)
    assert joiner.waits("a")
    joiner.arrive("right", "a", "a right", frame_id=1, exposed_s=10.01)
    joiner.arrive("left", "a", "a left", frame_id=1, exposed_s=10.02)
    assert not joiner.waits("a")
    assert joiner.close("a").frames == {"left": "a left", "right": "a right"}
    assert joiner.close("a").frames == {}, "a part is given out once"


def test_a_camera_two_parts_upstream_gives_what_it_took_two_triggers_before():
    joiner = line(Place("early", triggers_before=2), Place("last"))
    joined = []
    for number, part in enumerate("abcd"):
        joiner.announce(part, number * PITCH_S)
        for view, shown in (("early", "abcdef"[number + 2]), ("last", part)):
            joiner.arrive(view, part, shown, frame_id=number + 1, exposed_s=number * PITCH_S)
        joined.append(joiner.close(part))
    assert [part.frames.get("last") for part in joined] == list("abcd")
    assert [part.frames.get("early") for part in joined] == [None, None, "c", "d"]
    assert joined[0].missing == {"early": "the part had passed this camera before the station looked"}


def test_a_trigger_that_nobody_heard_moves_no_frame_to_a_neighbour():
    joiner = line(Place("early", triggers_before=1, counts=Counts.TRIGGERS), Place("last"))
    joiner.announce("a", 0.0)
    joiner.arrive("early", "a", "b", frame_id=1, exposed_s=0.0)
    joiner.announce("c", 1.0, missed=1)
    joiner.arrive("early", "c", "d", frame_id=3, exposed_s=1.0, dropped=1)
    joiner.arrive("last", "c", "c", frame_id=2, exposed_s=1.0)
    part = joiner.close("c")
    assert part.frames == {"last": "c"}
    assert "early" in part.missing
    joiner.announce("d", 1.5)
    assert joiner.close("d").frames == {"early": "d"}


def test_a_frame_of_another_moment_is_a_stray_and_says_how_far_off_it_was():
    joiner = line(Place("top", offset_s=0.2, before_s=0.1, after_s=0.1))
    joiner.announce("a", 5.0)
    assert "0.40 s too late" in joiner.arrive("top", "a", "?", frame_id=1, exposed_s=5.7)
    assert joiner.close("a").frames == {}
    joiner.announce("b", 6.0)
    assert joiner.arrive("top", "b", "b", frame_id=2, exposed_s=6.25) == ""
    assert joiner.mismatches("top").strays == 1


def test_what_comes_after_a_part_was_given_up_is_late_and_nobodys():
    joiner = line(Place("top"))
    joiner.announce("a", 0.0)
    joiner.close("a")
    joiner.announce("b", 1.0)
    assert joiner.arrive("top", "a", "a", frame_id=1, exposed_s=0.0) == ""
    assert joiner.waits("b")
    assert joiner.arrive("top", "b", "b", frame_id=2, exposed_s=1.0) == ""
    assert joiner.late == 1


def test_a_camera_that_is_gone_is_not_waited_for_and_counts_anew_when_it_is_back():
    joiner = line(Place("top"))
    joiner.announce("a", 0.0)
    joiner.arrive("top", "a", "a", frame_id=70, exposed_s=0.0)
    joiner.close("a")
    joiner.announce("b", 1.0)
    joiner.lose("top")
    assert not joiner.waits("b")
    assert joiner.close("b").missing == {"top": "its camera is gone"}
    joiner.opened("top")
    joiner.announce("c", 2.0)
    assert joiner.arrive("top", "c", "c", frame_id=1, exposed_s=2.0) == ""


def test_a_part_that_nobody_announced_has_nothing():
    joiner = line(Place("top"))
    joiner.arrive("top", "x", "x", frame_id=1, exposed_s=0.0)
    assert joiner.late == 1
    assert not joiner.waits("x")
    assert joiner.close("x").frames == {}


fates = st.sampled_from(["comes", "comes", "comes", "lost", "never", "again", "late", "off", "camera gone"])


@st.composite
def lines(draw):
    views = draw(st.integers(1, 8))
    places = [
        Place(
            f"view {number}",
            triggers_before=draw(st.integers(0, 3)),
            offset_s=draw(st.sampled_from([0.0, 0.1, -0.1])),
            before_s=0.1,
            after_s=0.1,
            counts=draw(st.sampled_from(list(Counts))),
        )
        for number in range(views)
    ]
    parts = draw(st.lists(st.tuples(st.booleans(), *[fates] * views), min_size=1, max_size=14))
    return places, parts


class Camera:
    """What really lies before one camera at each trigger, and the ids that it uses up."""

    def __init__(self, place):
        self.place, self.frame_id, self.dropped, self.delivered = place, 0, 0, 0

    def pulse(self, joiner, number, heard, fate):
        """Exposes the part that lies here; returns a late delivery, to be made after the part was given up."""
        place, part = self.place, number + self.place.triggers_before
        if place.counts is Counts.EXPOSURES:
            self.frame_id += 7
        if not heard:
            wired = place.counts is Counts.TRIGGERS
            self.frame_id, self.dropped = self.frame_id + wired, self.dropped + wired
            return None
        asked = f"part {number}"
        if fate == "camera gone":
            joiner.lose(place.view)
            joiner.opened(place.view)
            self.frame_id = self.dropped = self.delivered = 0
            return None
        if fate == "never":
            joiner.absent(place.view, asked)
            return None
        self.frame_id += 1
        if fate == "lost" or (fate == "again" and not self.delivered):
            return None
        if fate != "again":
            self.delivered = self.frame_id
        moment = number * PITCH_S + place.offset_s + (0.3 if fate == "off" else 0.02)
        seen = {"frame_id": self.delivered, "exposed_s": moment, "dropped": self.dropped}
        shown = "another" if fate in {"again", "off"} else f"part {part}"
        if fate == "late":
            return lambda: joiner.arrive(place.view, asked, shown, **seen)
        joiner.arrive(place.view, asked, shown, **seen)
        return None


class Told:
    """A line as it was drawn: which part each view must show, may show, and must not."""

    def __init__(self, drawn):
        self.places, self.parts = drawn
        self.joiner = line(*self.places)
        self.cameras = [Camera(place) for place in self.places]
        self.missed = 0

    def announce(self, number):
        if self.parts[number][0]:
            self.joiner.announce(f"part {number}", number * PITCH_S, missed=self.missed)
            self.missed = 0
        else:
            self.missed += 1

    def fate(self, place, number):
        """What became of the frame that shows this part; it was asked for at an earlier trigger, if at all."""
        taken_at = number - place.triggers_before
        if taken_at < 0 or not self.parts[taken_at][0]:
            return "never"
        return self.parts[taken_at][1 + self.places.index(place)]

    def check(self, number, joined):
        assert set(joined.frames) | set(joined.missing) == {place.view for place in self.places}
        for place in self.places:
            fate, frame = self.fate(place, number), joined.frames.get(place.view)
            if fate == "comes":
                assert frame == f"part {number}", joined.missing
            elif fate == "late" and place.triggers_before:
                assert frame in {None, f"part {number}"}, "it came while its part was still upstream"
            else:
                assert frame is None


@settings(max_examples=120, deadline=None)
@given(lines())
def test_no_part_ever_has_a_frame_of_another_and_a_view_that_nothing_happened_to_is_there(drawn):
    told = Told(drawn)
    for number, (heard, *fates_now) in enumerate(told.parts):
        told.announce(number)
        pulses = zip(told.cameras, fates_now, strict=True)
        late = [camera.pulse(told.joiner, number, heard, fate) for camera, fate in pulses]
        if not heard:
            continue
        told.check(number, told.joiner.close(f"part {number}"))
        for deliver in filter(None, late):
            deliver()


@given(st.lists(st.sampled_from(["one", "two", "none", "unheard"]), min_size=1, max_size=30))
def test_of_a_wires_frames_each_part_has_its_own_or_none(story):
    place = Place("top", before_s=0.2, after_s=0.1)
    queue = WiredQueue(place)
    dropped = []
    for number, happens in enumerate(story):
        at = number * PITCH_S
        for _ in range({"one": 1, "two": 2, "none": 0, "unheard": 1}[happens]):
            queue.put(at - 0.05, number)
        if happens == "unheard":
            continue
        reply = queue.ask(at)
        dropped += reply.dropped
        assert reply.frame == (number if happens == "one" else None)
        assert reply.settled == (happens != "none")
    exposed = sum({"one": 0, "two": 2, "none": 0, "unheard": 1}[happens] for happens in story)
    assert len(dropped) + len(queue) == exposed
    assert queue.strays == len(dropped)


def test_a_frame_of_the_next_part_settles_that_this_one_has_none_and_stays_for_its_own():
    queue = WiredQueue(Place("top", before_s=0.2, after_s=0.1))
    queue.put(10.5, "next")
    reply = queue.ask(10.0)
    assert (reply.frame, reply.settled) == (None, True)
    assert queue.ask(10.55).frame == "next"
