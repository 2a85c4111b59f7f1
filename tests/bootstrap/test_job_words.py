"""Every wish of the window is a command that the program really has, with options that it really takes."""

import pytest
import typer.main

from inspector_app.bootstrap.job_words import command_words, tells_progress
from inspector_app.cli.commands import chosen_entry
from inspector_app.cli.main import build_app
from inspector_app.ui.learning.wishes import (
    ApproveWish,
    CheckWish,
    CompareWish,
    DatasetExportWish,
    DiffWish,
    FreezeWish,
    GatesWish,
    ImportWish,
    KnownAcceptWish,
    KnownAddWish,
    KnownRunWish,
    PackageExportWish,
    PackageImportWish,
    ReleaseWish,
    ReportWish,
    RollbackWish,
    SplitWish,
    TagWish,
)

WHO = {"by": "Q. Lead", "reason": "better"}
WISHES = (
    ImportWish(name="h", source="/data/h", format="yolo", unlabelled="clean", link=True),
    ImportWish(name="h", add_to="h"),
    CheckWish(name="h"),
    TagWish(name="h", table="/t.csv", every="light=ring"),
    SplitWish(name="h", again=True),
    FreezeWish(name="h", note="first", by="Q. Lead", approves=True),
    ApproveWish(version="h@1", classes=("scratch", "dent"), by="Q. Lead", note=""),
    DatasetExportWish(name="h", out="/out", format="coco"),
    DiffWish(old="h@1", new="h@2"),
    GatesWish(package="p", line="castings"),
    ReleaseWish(package="p", line="castings", qa_lead="Q", waiver="why", recipes=("a", "b"), **WHO),
    ReleaseWish(package="p", line="castings", leave_shadow=True, **WHO),
    RollbackWish(package="p", line="castings", **WHO),
    CompareWish(package="p", other="q"),
    CompareWish(package="p", other="q", data="h@1"),
    PackageExportWish(package="p", out="/out.zip"),
    PackageImportWish(file="/in.zip"),
    ReportWish(package="p"),
    ReportWish(package="p", data="h@1", part="vault", recipe="cast"),
    KnownAddWish(recipe="cast", images=("/a.png", "/b.png"), shows="good", view=2),
    KnownRunWish(recipe="cast"),
    KnownAcceptWish(recipe="cast", **WHO),
)


def parsed(words: list[str]) -> dict[str, object]:
    """What the program's own parser makes of them; it raises for a word that it does not know."""
    entry = chosen_entry(words)
    assert entry is not None, words
    found = typer.main.get_command(build_app(entry))
    for word in entry.words:
        found = found.commands[word]
    return found.make_context("test", [*words[len(entry.words) :]]).params


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.kind)
def test_the_program_has_such_a_command(wish):
    words = command_words(wish)
    place = words.index("--") if "--" in words else len(words)
    words[place:place] = ["--home=/h", "--json", *(["--progress=/p"] if tells_progress(wish) else [])]
    assert parsed(words)["json"] is True


def test_what_was_typed_arrives_as_it_is_even_where_it_looks_like_an_option():
    told = parsed(command_words(FreezeWish(name="--json", note="--by=x", by="-Q")))
    assert (told["name"], told["note"], told["by"]) == ("--json", "--by=x", "-Q")
    assert told["json"] is False
    asked = parsed(command_words(ImportWish(name="h", source="--answers")))
    assert (str(asked["folder"]), asked["answers"]) == ("--answers", False)
