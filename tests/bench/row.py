"""One line of the table of measurements."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure beside a reference that was measured in the same run; `ratio` is figure / reference.

    Both are in `unit`. `budget` is None where none was set; then `met` is True. `never` is what the ratio, or the
    figure where there is no reference, cannot reach by noise: beyond it something is broken.
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

    @property
    def broken(self) -> bool:
        """Whether this cannot be noise."""
        return self.never is not None and (self.figure if self.ratio is None else self.ratio) > self.never


def row(
    name: str,
    figure: float,
    unit: str,
    reference_name: str,
    reference: float | None,
    budget: float | None,
    *,
    never: float | None = None,
) -> Row:
    """Fill in the ratio and whether the budget is met."""
    ratio = figure / reference if reference else None
    return Row(name, figure, unit, reference_name, reference, ratio, budget, budget is None or figure <= budget, never)
