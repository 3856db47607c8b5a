"""Factor tables as arrays."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.model.factors.table import FactorTable


def months_of(table: FactorTable) -> Counts:
    """Months as YYYYMM, ascending."""
    return np.frombuffer(table.months, dtype=np.int64)


def returns_of(table: FactorTable) -> Floats:
    """Returns as fractions: one row for each month, one column for each factor; NaN is missing."""
    return np.frombuffer(table.values, dtype=np.float64).reshape(len(table), len(table.factors))
