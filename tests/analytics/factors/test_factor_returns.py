"""Factor returns joined from tables."""

from __future__ import annotations

import math

import numpy as np
import pytest

from r2k_tui.analytics.factors.factor_returns import NoFactors, calendar_months, joined
from r2k_tui.model.factors.models import MODELS
from r2k_tui.model.factors.table import pack_table

MONTHS = [202311, 202312, 202401, 202402]
THREE = ("Mkt-RF", "SMB", "HML", "RF")


def rows(width: int, start: float = 0.01) -> list[float]:
    return [start + 0.001 * i for i in range(4 * width)]


def test_months_are_those_that_all_tables_have_and_a_factor_is_that_of_the_first() -> None:
    three = pack_table("ff3", THREE, MONTHS, rows(4))
    momentum = pack_table("mom", ("Mom", "RF"), MONTHS[1:], rows(2, 0.5)[:6])
    found = joined([three, momentum], MODELS["carhart"])
    assert found.factors == ("Mkt-RF", "SMB", "HML", "Mom")
    assert found.month.astype(str).tolist() == ["2023-12", "2024-01", "2024-02"]
    assert found.values[0] == pytest.approx([0.014, 0.015, 0.016, 0.5])
    assert found.riskless[0] == pytest.approx(0.017)
    assert (found.incomplete, found.gaps) == (0, 0)


def test_a_month_without_every_value_is_dropped_and_counted() -> None:
    values = rows(4)
    values[5] = math.nan
    values[15] = math.nan
    found = joined([pack_table("ff3", THREE, MONTHS, values)], MODELS["ff3"])
    assert found.incomplete == 2 and found.month.astype(str).tolist() == ["2023-11", "2024-01"]
    assert np.isfinite(found.values).all() and np.isfinite(found.riskless).all()


def test_months_that_no_table_has_are_counted_and_later_ones_left_out() -> None:
    gapped = pack_table("ff3", THREE, [202310, 202312, 202403, 202404], rows(4))
    assert joined([gapped], MODELS["ff3"]).gaps == 3
    assert joined([gapped], MODELS["ff3"], np.datetime64("2024-01")).month.astype(str).tolist() == [
        "2023-10",
        "2023-12",
    ]
    assert len(joined([gapped], MODELS["ff3"], np.datetime64("2000-01")).month) == 0


def test_a_table_of_another_model_is_refused_in_words() -> None:
    with pytest.raises(NoFactors, match="no RMW, CMA"):
        joined([pack_table("ff5", THREE, MONTHS, rows(4))], MODELS["ff5"])


def test_numbers_are_calendar_months() -> None:
    assert calendar_months(pack_table("ff3", THREE, MONTHS, rows(4))).astype(str).tolist()[1:3] == [
        "2023-12",
        "2024-01",
    ]
