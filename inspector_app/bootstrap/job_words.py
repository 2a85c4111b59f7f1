"""The command of the program that a wish of the window is: its words, as somebody would type them."""

from __future__ import annotations

from inspector_app.ui.learning.wishes import (
    ApproveWish,
    CheckWish,
    CompareWish,
    DatasetExportWish,
    DatasetWish,
    DiffWish,
    FreezeWish,
    GatesWish,
    ImportWish,
    JobWish,
    KnownAcceptWish,
    KnownAddWish,
    KnownRunWish,
    KnownSetWish,
    PackageExportWish,
    PackageImportWish,
    PackageWish,
    ReleaseWish,
    ReleasingWish,
    ReportWish,
    RollbackWish,
    SplitWish,
    TagWish,
)

_FILES_A_REMARK = 200
_TELLS = frozenset({"import", "check", "split", "freeze", "dataset-export", "compare", "report"})


def tells_progress(wish: JobWish) -> bool:
    """Whether its command takes `--progress`."""
    return wish.kind in _TELLS


def command_words(wish: JobWish) -> list[str]:
    """Everything but `--home`, `--json` and `--progress`.

    Options are one word each (`--name=VALUE`) and names come after `--`: a name that begins with a dash is no option.
    """
    if isinstance(wish, DatasetWish):
        return _about_datasets(wish)
    if isinstance(wish, ReleasingWish):
        return _about_releases(wish)
    return _about_known_sets(wish) if isinstance(wish, KnownSetWish) else _about_packages(wish)


def _about_known_sets(wish: KnownSetWish) -> list[str]:
    match wish:
        case KnownAddWish():
            asked = [f"--kind={wish.shows}", f"--view={wish.view}"]
            return ["recipe", "known-set", "add", *asked, "--", wish.recipe, *wish.images]
        case KnownRunWish():
            return ["recipe", "known-set", "run", "--", wish.recipe]
        case KnownAcceptWish():
            return ["recipe", "known-set", "accept", *_who(wish.by, wish.reason), "--", wish.recipe]


def _about_datasets(wish: DatasetWish) -> list[str]:  # noqa: PLR0911 - one command a wish
    match wish:
        case ImportWish():
            return _import(wish)
        case CheckWish():
            return ["dataset", "check", f"--files={_FILES_A_REMARK}", "--", wish.name]
        case TagWish():
            every = [f"--set={wish.every}"] if wish.every else []
            return ["dataset", "tag", *every, "--", wish.name, *([wish.table] if wish.table else [])]
        case SplitWish():
            again = ["--again"] if wish.again else []
            return ["dataset", "split", f"--seed={wish.seed}", *again, "--", wish.name]
        case FreezeWish():
            approval = [f"--approve-classes-by={wish.by}"] if wish.approves else []
            return ["dataset", "freeze", f"--note={wish.note}", f"--by={wish.by}", *approval, "--", wish.name]
        case ApproveWish():
            return ["catalogue", "approve", f"--by={wish.by}", f"--note={wish.note}", "--", *wish.classes]
        case DatasetExportWish():
            return ["dataset", "export", f"--out={wish.out}", f"--format={wish.format}", "--", wish.name]
        case DiffWish():
            return ["dataset", "diff", "--", wish.old, wish.new]


def _import(wish: ImportWish) -> list[str]:
    words = ["dataset", "import", f"--name={wish.name}"]
    words += [f"--add-to={wish.add_to}"] if wish.add_to else []
    words += ["--link"] if wish.link else []
    if not wish.source:
        return [*words, "--answers"]
    words += [f"--format={wish.format}"] if wish.format else []
    return [*words, f"--unlabelled={wish.unlabelled}", "--", wish.source]


def _about_releases(wish: ReleasingWish) -> list[str]:
    line = f"--line={wish.line}"
    match wish:
        case GatesWish():
            return ["model", "release", line, "--", wish.package]
        case RollbackWish():
            return ["model", "rollback", line, *_who(wish.by, wish.reason)]
        case ReleaseWish():
            words = ["model", "release", line, *_who(wish.by, wish.reason)]
            words += [f"--qa-lead={wish.qa_lead}", f"--waiver={wish.waiver}"] if wish.qa_lead else []
            words += [f"--recipe={recipe}" for recipe in wish.recipes]
            words += ["--leave-shadow"] if wish.leave_shadow else []
            return [*words, "--", wish.package]


def _about_packages(wish: PackageWish) -> list[str]:
    match wish:
        case CompareWish():
            on = [f"--data={wish.data}", f"--part={wish.part}"] if wish.data else [f"--boards={wish.boards}"]
            return ["model", "compare", *on, "--", wish.package, wish.other]
        case PackageExportWish():
            return ["model", "export", f"--out={wish.out}", "--", wish.package]
        case PackageImportWish():
            return ["model", "import", "--", wish.file]
        case ReportWish():
            words = ["report", "validation", f"--model={wish.package}"]
            if not wish.data:
                return [*words, f"--boards={wish.boards}"]
            words += [f"--data={wish.data}", f"--part={wish.part}"]
            return [*words, *([f"--recipe={wish.recipe}"] if wish.recipe else [])]


def _who(by: str, reason: str) -> list[str]:
    return [f"--by={by}", f"--reason={reason}"]
