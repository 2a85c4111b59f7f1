"""Machine against person: two by two, and Cohen's kappa."""

from __future__ import annotations

from dataclasses import dataclass

from inspector_app.quality.rates import Rate


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Counts of parts on which machine and person both decided; the first word is the machine's."""

    bad_bad: int
    """The machine failed it and the person confirmed: confirmed."""
    bad_good: int
    """The machine failed it and the person held it good: a false call."""
    good_bad: int
    """The machine passed it and the person held it bad: an added miss."""
    good_good: int
    """Both held it good."""

    def __post_init__(self) -> None:
        if min(self.bad_bad, self.bad_good, self.good_bad, self.good_good) < 0:
            raise ValueError("a count can't be negative")

    @property
    def n(self) -> int:
        """Parts on which both decided."""
        return self.bad_bad + self.bad_good + self.good_bad + self.good_good

    @property
    def agreement(self) -> Rate:
        """Parts on which both said the same."""
        return Rate(self.bad_bad + self.good_good, self.n)

    @property
    def false_calls(self) -> Rate:
        """False calls among the parts that the machine failed and a person answered."""
        return Rate(self.bad_good, self.bad_bad + self.bad_good)

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa; None where it is not defined."""
        return cohens_kappa(((self.bad_bad, self.bad_good), (self.good_bad, self.good_good)))


def cohens_kappa(table: tuple[tuple[int, ...], ...]) -> float | None:
    """Agreement beyond chance of two appraisers, -1 to 1, from a square table of counts.

    kappa = (p_o - p_e) / (1 - p_e); J. Cohen, "A coefficient of agreement for nominal scales", Educational
    and Psychological Measurement 20 (1960) 37-46. None for an empty table, and where both used one and the
    same category throughout (p_e = 1: nothing could have differed).
    Raises ValueError where the table is not square.
    """
    size = len(table)
    if any(len(row) != size for row in table):
        raise ValueError("kappa needs a square table")
    n = sum(map(sum, table))
    if n == 0:
        return None
    observed = sum(table[i][i] for i in range(size)) / n
    columns = [sum(row[i] for row in table) for i in range(size)]
    expected = sum(sum(table[i]) * columns[i] for i in range(size)) / (n * n)
    return (observed - expected) / (1 - expected) if expected < 1 else None
