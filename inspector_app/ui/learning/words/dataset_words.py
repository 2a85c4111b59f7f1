"""What the learning screen says of datasets and their versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo

from inspector_app.ui.learning.answers import DiffAnswer, ImportAnswer, SplitAnswer
from inspector_app.ui.learning.ports import DatasetLine, JobLine, Overview, VersionLine
from inspector_app.ui.learning.words.check_words import check_html
from inspector_app.ui.learning.words.job_words import ended_words
from inspector_app.ui.learning.words.markup import isolated, moment, name, refused, table, times, warned

NO_DATASETS = (
    "<h3>A new model in six steps</h3>"
    "<p>A network learns from labelled images of your own parts. Press <b>I</b> to begin; each step leads to the next, "
    "and you can leave and come back at any time.</p><ol>"
    "<li><b>Import</b>: a folder or ZIP of labelled images (YOLO, COCO, Pascal VOC, CVAT, LabelMe, a folder a defect), "
    "or the answers that people gave at this station.</li>"
    "<li><b>Check</b>: what is missing or wrong, with the pictures concerned.</li>"
    "<li><b>Split</b>: some images are kept from training, to measure by; whole lots stay together.</li>"
    "<li><b>Freeze</b>: a version that can't change any more, with your name and a note.</li>"
    "<li><b>Train</b>: beside the line, at low priority, with live curves.</li>"
    "<li><b>Quantise</b>: a small and fast INT8 package, measured, under test until somebody releases it.</li></ol>"
    "<p>500 labelled images of each defect are the usual minimum, 2,000 are better, and four of five images should "
    "show good parts. <b>Without labels</b>: a recipe can be taught from 20 to 50 good parts alone "
    "(<code>inspector-app recipe teach</code>).</p>"
)
_DATASET_JOBS = ("import", "tag", "split", "freeze", "dataset-export")
_NAMES = 8


def dataset_html(one: DatasetLine, overview: Overview, zone: tzinfo) -> str:
    """A dataset: what it has, and what its newest jobs came to."""
    vault = f", {one.in_vault:,} more in the vault" if one.in_vault else ""
    parts = [f"<h3>{name(one.name)}</h3><p>{one.images:,} images that can change{vault}.</p>"]
    parts += [refused(one.trouble)] if one.trouble else []
    jobs = {kind: overview.job(kind, one.name) for kind in (*_DATASET_JOBS, "check")}
    parts += [refused(ended_words(job)) for job in jobs.values() if job is not None and job.state == "failed"]
    parts += [
        check_html(jobs["check"], zone),
        _split_html(jobs["split"], zone),
        _import_html(jobs["import"], zone),
    ]
    exported = jobs["dataset-export"]
    if exported is not None and exported.state == "done":
        parts.append(f"<p>{moment(exported.at, zone)}: {name(ended_words(exported))}</p>")
    return "".join(parts)


def version_html(one: VersionLine, overview: Overview, zone: tzinfo) -> str:
    """A frozen version: how much is in it, how often each part was looked at, what is new in it."""
    head = f"<h3>{name(one.reference)}</h3>"
    if one.trouble:
        return head + refused(one.trouble)
    rows = [(part, f"{count:,}", _uses(one, part)) for part, count in one.images.items()]
    said = f"<p>{name(one.note)}</p>" if one.note else ""
    frozen = (
        f"<p>Frozen {moment(one.at, zone)} by {name(one.by or 'nobody named')}. It can't change any more.</p>"
    )
    warnings = "".join(warned(warning) for warning in (*_permission(one), *one.warnings))
    failed = [
        job for job in (overview.job("approve", one.reference),) if job is not None and job.state == "failed"
    ]
    warnings += "".join(refused(ended_words(job)) for job in failed)
    counts = table(("part", "images", "looked at"), rows)
    return f"{head}{said}{frozen}{counts}{warnings}{_diff_html(overview.job('diff', one.reference))}"


def _permission(one: VersionLine) -> Iterator[str]:
    """What stands between a version and a training."""
    if one.unapproved:
        shown = ", ".join(isolated(each) for each in one.unapproved[:_NAMES])
        more = f" and {len(one.unapproved) - _NAMES} more" if len(one.unapproved) > _NAMES else ""
        yield f"Nobody has approved {shown}{more}: A approves them by name. Nothing is trained before that."
    if one.open_errors:
        listed = "\n".join(one.open_errors[:_NAMES])
        yield f"It was frozen with open errors; whoever trains on it accepts them by name:\n{listed}"


def _uses(one: VersionLine, part: str) -> str:
    return times(one.uses[part]) if part in one.uses else ""


def _import_html(job: JobLine | None, zone: tzinfo) -> str:
    answer = job.answer if job is not None else None
    if job is None or not isinstance(answer, ImportAnswer):
        return ""
    rows = [(name(label), f"{count:,}") for label, count in answer.labels.items()]
    left = "".join(f"<p>Left out: {count:,} ({name(why)}).</p>" for why, count in answer.left_out.items())
    replaced = f", {answer.replaced:,} replaced by newer answers" if answer.replaced else ""
    return (
        f"<h4>Imported {moment(job.at, zone)} out of {name(answer.format)}</h4>"
        f"<p>{answer.images:,} images, {answer.clean:,} of them clean, {answer.goldens:,} with a golden{replaced}.</p>"
        f"{left}{table(('class', 'labels'), rows) if rows else '<p>No image has a label.</p>'}"
    )


def _split_html(job: JobLine | None, zone: tzinfo) -> str:
    answer = job.answer if job is not None else None
    if job is None or not isinstance(answer, SplitAnswer):
        return ""
    parts = answer.parts
    classes = sorted({label for counts in parts.values() for label in counts.classes})
    rows = [
        ("images", *(f"{counts.images:,}" for counts in parts.values())),
        ("clean", *(f"{counts.clean:,}" for counts in parts.values())),
        *(
            (name(label), *(f"{counts.classes.get(label, 0):,}" for counts in parts.values()))
            for label in classes
        ),
    ]
    missing = "".join(warned(f"{sentence}: collect groups with it.") for sentence in answer.missing)
    torn = "".join(
        warned(
            f"{len(names):,} images belong together and were in several parts before, {names[0]} first. They stay."
        )
        for names in answer.torn
    )
    head = f"<h4>Split {moment(job.at, zone)}: {answer.groups:,} groups that stay together</h4>"
    return f"{head}{missing}{torn}{table(('', *parts), rows)}"


def _diff_html(job: JobLine | None) -> str:
    if job is None:
        return ""
    if job.state == "failed":
        return refused(ended_words(job))
    answer = job.answer
    if not isinstance(answer, DiffAnswer):
        return ""
    head = f"<h4>{name(answer.old)} → {name(answer.new)}: {name(answer.note)} ({name(answer.by)})</h4>"
    if answer.same:
        return f"{head}<p>The same images, labels and tags.</p>"
    kinds = {
        "added": answer.added, "removed": answer.removed, "labelled anew": answer.relabelled,
        "other picture": answer.repictured, "other tags": answer.retagged,
        "moved": tuple(f"{each} ({old} to {new})" for each, (old, new) in answer.moved.items()),
    }  # fmt: skip
    said = table(
        ("what", "images", ""), [_kind(kind, names) for kind, names in kinds.items() if names], left=1
    )
    parts = tuple(answer.images)
    return f"{head}{said}{table(('', *parts), _changes(answer, parts))}"


def _kind(kind: str, names: tuple[str, ...]) -> tuple[str, str, str]:
    shown = ", ".join(name(each) for each in names[:_NAMES])
    more = f" and {len(names) - _NAMES:,} more" if len(names) > _NAMES else ""
    return kind, f"{len(names):,}", f"{shown}{more}"


def _changes(answer: DiffAnswer, parts: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    counts: Mapping[str, Mapping[str, tuple[int, int]]] = {"images": answer.images, **answer.classes}
    for label, by_part in counts.items():
        yield name(label), *(_change(*by_part.get(part, (0, 0))) for part in parts)


def _change(old: int, new: int) -> str:
    return f"{new:,}" if old == new else f"<b>{new:,} ({new - old:+,})</b>"
