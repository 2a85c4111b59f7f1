import pytest

from inspector_app.release.history import (
    HistoryError,
    RecipeBefore,
    check_chain,
    in_force,
    lines,
    seal,
    standing,
)
from tests.release.samples import entry


def history(*drafts):
    entries = []
    for draft in drafts:
        entries.append(seal(draft, entries))
    return entries


def test_the_newest_release_of_a_line_is_in_force_and_no_other_lines():
    entries = history(entry(package="a"), entry(package="b"), entry(package="c", line="other"))
    assert in_force(entries, "p").package == "b"
    assert in_force(entries, "other").package == "c"
    assert in_force(entries, "third") is None
    assert lines(entries) == ("other", "p")


def test_rollbacks_go_back_one_by_one_and_a_new_release_stands_on_what_is_left():
    entries = history(entry(package="a"), entry(package="b"), entry(package="c"), entry("rollback", "b"))
    assert [one.package for one in standing(entries, "p")] == ["a", "b"]
    entries = history(*entries, entry("rollback", "a"))
    assert [one.package for one in standing(entries, "p")] == ["a"]
    entries = history(*entries, entry(package="d"))
    assert [one.package for one in standing(entries, "p")] == ["a", "d"]


def test_after_a_rollback_the_recipes_of_the_release_before_can_still_go_back():
    before = {"r": RecipeBefore(model="x", thresholds={})}
    entries = history(
        entry(package="a"), entry(package="b", recipes=before), entry(package="c"), entry("rollback", "b")
    )
    assert standing(entries, "p")[-1].recipes == before


def test_a_package_that_left_the_shadow_is_out_of_it_until_the_next_release():
    entries = history(entry(package="a", shadow_only=True), entry("out of shadow", "a"))
    assert not in_force(entries, "p").shadow_only
    entries = history(*entries, entry(package="b", shadow_only=True))
    assert in_force(entries, "p").shadow_only
    entries = history(*entries, entry("rollback", "a", shadow_only=False))
    assert not in_force(entries, "p").shadow_only


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_changed_entry_is_named_by_its_number(which):
    entries = history(entry(package="a"), entry(package="b"), entry(package="c"))
    check_chain(entries)
    entries[which] = entries[which].model_copy(update={"by": "somebody else"})
    with pytest.raises(HistoryError, match=f"entry {which + 1} of the releases was changed by hand"):
        check_chain(entries)


def test_an_entry_that_was_made_right_again_breaks_the_next_one():
    entries = history(entry(package="a"), entry(package="b"))
    forged = entries[0].model_copy(update={"by": "somebody else"})
    entries[0] = forged.model_copy(update={"hash": forged.digest()})
    with pytest.raises(HistoryError, match="entry 2 of the releases does not follow"):
        check_chain(entries)


def test_a_removed_entry_is_missed():
    entries = history(entry(package="a"), entry(package="b"), entry(package="c"))
    with pytest.raises(HistoryError, match="entry 2 of the releases is missing"):
        check_chain([entries[0], entries[2]])
