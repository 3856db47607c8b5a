"""The bars beside a quote, and the close before it."""

from __future__ import annotations

from datetime import date

from r2k_tui.engine.validation.evidence import (
    bar_agrees,
    bar_contradicts,
    minute_beside,
    readjusted_to,
    with_close_before,
)
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.quote import Quote
from tests.cases import cases
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at, daily_bars

QUOTE = Quote("IWM", 26.0, previous_close=25.5, time=START, received_at=START)
MINUTE = int(START) // 60 * 60


class TestMinutes:
    BARS = bars_at([MINUTE - 120, MINUTE - 60, MINUTE, MINUTE + 3600], [24.0, 25.0, 26.0, 99.0], "IWM", Interval.M1)

    def test_the_one_of_the_quotes_moment_counts_not_a_later_one(self) -> None:
        bar = minute_beside(QUOTE, self.BARS)
        assert bar is not None and bar == (MINUTE, 26.0)
        assert bar_agrees(QUOTE, bar) and not bar_contradicts(QUOTE, bar, START)

    def test_one_of_another_hour_does_not(self) -> None:
        old = bars_at([MINUTE - 960], [26.0], "IWM", Interval.M1)
        assert minute_beside(QUOTE, old) is None
        assert minute_beside(QUOTE, None) is None
        assert not bar_agrees(QUOTE, None) and not bar_contradicts(QUOTE, None, START)

    def test_one_of_before_the_jump_does_not_contradict_it(self) -> None:
        bar = minute_beside(QUOTE, bars_at([MINUTE - 120], [52.0], "IWM", Interval.M1))
        assert bar is not None and not bar_agrees(QUOTE, bar)
        assert not bar_contradicts(QUOTE, bar, START)
        assert bar_contradicts(QUOTE, bar, START - 120)


class TestReadjusted:
    DAY = date(2025, 9, 18)

    @cases(
        ("closes", "expected"),
        [([25.0, 25.5, 26.1], True), ([100.0, 102.0, 26.1], False), ([100.0, 102.0, 104.0], False), ([26.0], False)],
    )
    def test_the_whole_history_must_be_of_the_unit(self, closes: list[float], expected: bool) -> None:
        assert readjusted_to(26.0, daily_bars("IWM", closes, self.DAY), START) is expected

    def test_bars_that_end_the_day_before_say_nothing(self) -> None:
        assert not readjusted_to(26.0, daily_bars("IWM", [25.0, 25.5], date(2025, 9, 17)), START)


class TestTheCloseBefore:
    """Beside a price of today."""

    DAILY = daily_bars("IWM", [24.0, 25.0, 26.0], date(2025, 9, 18))

    @cases(("own", "shown"), [(100.0, 25.0), (25.5, 25.5), (None, None), (0.25, 25.0)])
    def test_one_of_another_unit_gives_way_to_that_of_the_bars(self, own: float | None, shown: float | None) -> None:
        quote = Quote("IWM", 26.0, previous_close=own, time=START)
        assert with_close_before(quote, self.DAILY).previous_close == shown

    def test_without_bars_or_with_bars_of_the_old_unit_it_stays(self) -> None:
        quote = Quote("IWM", 26.0, previous_close=100.0, time=START)
        assert with_close_before(quote, None).previous_close == 100.0
        old = daily_bars("IWM", [96.0, 100.0, 26.0], date(2025, 9, 18))
        assert with_close_before(quote, old).previous_close == 100.0
