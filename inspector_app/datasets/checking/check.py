"""All checks of a dataset, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from inspector_app.datasets.catalogue.entries import CatalogueEntry
from inspector_app.datasets.checking import amounts, catalogue, conditions, files, labels, leakage
from inspector_app.datasets.checking.material import Material
from inspector_app.datasets.checking.result import Remark, worst_first
from inspector_app.datasets.grouping.groups import GroupRule, Trace, group, traces_of
from inspector_app.datasets.grouping.looks import Sight
from inspector_app.datasets.labelled import Dataset
from inspector_app.datasets.parts import Part, stated_part
from inspector_app.settings.dataset_figures import DatasetFigures

CHECKS: tuple[Callable[[Material], Iterator[Remark]], ...] = (
    files.check_files,
    files.check_goldens,
    labels.check_places,
    labels.check_known_classes,
    leakage.check_leakage,
    catalogue.check_catalogue,
    amounts.check_images_a_class,
    amounts.check_balance,
    amounts.check_clean_share,
    files.check_captures,
    leakage.check_groups_known,
    leakage.check_stated_parts,
    labels.check_single_types,
    labels.check_names,
    conditions.check_conditions,
    conditions.check_variety,
    conditions.check_times,
    amounts.check_generated,
)


def check_dataset(
    dataset: Dataset,
    sight: Sight,
    figures: DatasetFigures,
    *,
    rule: GroupRule | None = None,
    vault: Sequence[Trace] = (),
    entries: Mapping[str, CatalogueEntry] | None = None,
) -> tuple[Remark, ...]:
    """Everything that there is to say of a dataset, errors first.

    sight: what its files show (`see_all`). rule: else that of the figures. vault: traces of images kept apart; they
    count for leakage and amounts, and those of another dataset (foreign) for leakage only. entries: of the catalogue.
    """
    traces = [*traces_of(dataset.images, sight.seen), *vault]
    parts = {image.name: part for image in dataset.images if (part := stated_part(image)) is not None}
    parts |= {trace.name: "another dataset's vault" if trace.foreign else Part.VAULT for trace in vault}
    material = Material(
        dataset,
        sight,
        group(traces, rule or GroupRule.of(figures)),
        parts,
        [trace for trace in vault if not trace.foreign],
        figures,
        entries or {},
    )
    return worst_first([remark for check in CHECKS for remark in check(material)])
