"""Bars that come beside those that are known: more of the same, a readjusted history, or a broken answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from r2k_tui.engine.validation.bar_checks import check, readjusted_since
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import BadData

DAY, NOW = 86_400, 1_758_211_200.0


def bars(closes: Sequence[float], adjusted: Sequence[float] | None = None, first: int = 20_000) -> Bars:
    times = (np.arange(len(closes)) + first) * DAY
    close = np.array(closes, dtype=np.float64).tobytes()
    adj = close if adjusted is None else np.array(adjusted, dtype=np.float64).tobytes()
    return Bars("IWM", Interval.D1, times.astype(np.int64).tobytes(), close, close, close, close, adj, close)


def test_a_history_of_half_the_length_is_a_broken_answer() -> None:
    known = bars([100.0] * 10)
    check(known, bars([100.0] * 5), None, NOW)
    with pytest.raises(BadData, match="4 bars where 10 are known"):
        check(known, bars([100.0] * 4), None, NOW)


def test_bars_that_leave_a_price_which_the_known_ones_bear_out_are_refused() -> None:
    quote = Quote("IWM", price=101.0, received_at=NOW)
    check(bars([100.0] * 4), bars([100.0] * 4), quote, NOW)
    with pytest.raises(BadData, match="far from its price"):
        check(bars([100.0] * 4), bars([10.0] * 4), quote, NOW)


def test_a_first_history_is_borne_out_by_a_quote_of_these_minutes_alone() -> None:
    fresh, old = Quote("IWM", price=100.0, received_at=NOW - 60), Quote("IWM", price=100.0, received_at=NOW - 601)
    check(None, bars([10.0]), old, NOW)
    check(None, bars([99.0]), fresh, NOW)
    with pytest.raises(BadData, match="end at"):
        check(None, bars([10.0]), fresh, NOW)


def test_the_close_before_bears_a_first_history_out_as_well() -> None:
    check(None, bars([50.0]), Quote("IWM", price=100.0, previous_close=50.0, received_at=NOW), NOW)


def test_another_close_within_the_overlap_is_a_readjusted_history() -> None:
    known = bars([10.0, 11.0, 12.0, 13.0])
    assert readjusted_since(known, bars([10.0, 5.5, 12.0, 13.0]), overlap=3)
    assert not readjusted_since(known, bars([5.0, 11.0, 12.0, 13.0]), overlap=3)
    assert not readjusted_since(known, bars([10.0, 11.0, 12.0, 6.5]), overlap=3), "the last bar was unfinished"
    assert readjusted_since(known, bars([10.0, 11.0, 12.0], adjusted=[10.0, 11.0, 11.9]), overlap=3)


def test_what_is_missing_in_both_is_the_same() -> None:
    nan = float("nan")
    assert not readjusted_since(bars([10.0, nan, 12.0]), bars([10.0, nan, 12.0]), overlap=3)
    assert not readjusted_since(bars([]), bars([1.0]), overlap=3)
