"""One line of the table of measurements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple


@dataclass(frozen=True)
class Row:
    """A figure beside a reference that was measured in the same run; `ratio` is figure / reference.

    Both are in `unit`. `budget` is None where none was set; then `met` is True. `never` is what the ratio, or the
    figure where there is no reference, cannot reach by noise: beyond it something is broken. `margin` is the share of
    the budget that is left, negative where it is exceeded; None without a budget, or with one of nothing.
    """

    name: str
    figure: float
    unit: str
    reference_name: str
    reference: float | None
    ratio: float | None
    budget: float | None
    met: bool
    never: float | None = None
    margin: float | None = None

    @property
    def broken(self) -> bool:
        """Whether this cannot be noise."""
        return self.never is not None and (self.figure if self.ratio is None else self.ratio) > self.never


class Paired(NamedTuple):
    """Medians of two programs that took turns, and the median of the ratios of their rounds."""

    figure: float
    reference: float
    ratio: float


def paired(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> Paired:
    """What each call has measured, one of ours after one of theirs: a busy machine disturbs both of a round alike.

    A round before the first only warms up.
    """
    ours()
    theirs()
    found = [(ours(), theirs()) for _ in range(rounds)]
    figures, references = zip(*found, strict=True)
    return Paired(median(figures), median(references), median(a / b for a, b in found))


def row(
    name: str,
    figure: float,
    unit: str,
    reference_name: str,
    reference: float | None,
    budget: float | None,
    *,
    never: float | None = None,
    ratio: float | None = None,
) -> Row:
    """Fill in the ratio, whether the budget is met, and its margin. `ratio`: that of paired rounds."""
    if ratio is None and reference:
        ratio = figure / reference
    margin = 1 - figure / budget if budget else None
    met = budget is None or figure <= budget
    return Row(name, figure, unit, reference_name, reference, ratio, budget, met, never, margin)


def no_slower(name: str, unit: str, reference_name: str, found: Paired, *, never: float | None = None) -> Row:
    """A row whose budget is its reference: as long as that of paired rounds."""
    return row(
        *(name, found.ratio * found.reference, unit, reference_name, found.reference, found.reference),
        never=never,
        ratio=found.ratio,
    )
