"""Factor returns of a model, joined from the tables that have them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from r2k_tui.analytics.factors.monthly_returns import common_months
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.factors import months_of, returns_of
from r2k_tui.model.factors.models import RISKLESS, FactorModel
from r2k_tui.model.factors.table import FactorTable


class FactorReturns(msgspec.Struct, frozen=True, eq=False):
    """Returns of n months, ascending by `month` (datetime64[M]): `values` n x p by factor, `riskless` n; all finite.

    `incomplete` counts the months that were dropped because a factor is missing, and `gaps` the months between the
    first and the last that no table has.
    """

    factors: tuple[str, ...]
    month: Days
    values: Floats
    riskless: Floats
    incomplete: int = 0
    gaps: int = 0


class NoFactors(Exception):
    """Tables that lack a factor of the model; the text is the user-facing reason."""


def calendar_months(table: FactorTable) -> Days:
    """Months of a table as datetime64[M]."""
    numbers = months_of(table)
    return ((numbers // 100 - 1970) * 12 + numbers % 100 - 1).astype("datetime64[M]")


def joined(tables: Sequence[FactorTable], model: FactorModel, until: np.datetime64 | None = None) -> FactorReturns:
    """Returns of the model's factors over the months that all tables have, up to month `until` if given.

    A factor that several tables have is that of the first. Raises NoFactors.
    """
    month = common_months([calendar_months(table) for table in tables])
    if until is not None:
        month = month[month <= until]
    found: dict[str, Floats] = {}
    for table in tables:
        rows = returns_of(table)[np.searchsorted(calendar_months(table), month)]
        for place, name in enumerate(table.factors):
            found.setdefault(name, rows[:, place])
    absent = [name for name in (*model.factors, RISKLESS) if name not in found]
    if absent:
        raise NoFactors(f"the factor tables have no {', '.join(absent)}")
    values = np.column_stack([found[name] for name in model.factors])
    known = np.isfinite(values).all(axis=1) & np.isfinite(found[RISKLESS])
    gaps = int((np.diff(month.astype(np.int64)) - 1).sum())
    return FactorReturns(
        model.factors, month[known], values[known], found[RISKLESS][known], int(np.count_nonzero(~known)), gaps
    )
