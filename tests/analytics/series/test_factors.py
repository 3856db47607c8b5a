"""Factor tables as arrays: a row for each month, a column for each factor."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.factors import months_of, returns_of
from r2k_tui.model.factors.table import pack_table


def test_a_table_becomes_months_and_a_matrix() -> None:
    table = pack_table("mom", ("Mom", "RF"), [202512, 202601], [0.01, 0.002, float("nan"), 0.003])
    assert months_of(table).tolist() == [202512, 202601]
    np.testing.assert_array_equal(returns_of(table), [[0.01, 0.002], [np.nan, 0.003]])
