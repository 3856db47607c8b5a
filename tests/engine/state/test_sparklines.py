"""The small pictures beside the quotes."""

from __future__ import annotations

import math
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from r2k_tui.engine.state.sparklines import Sparklines
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.quote import Quote, Spark
from tests.fakes.invented_bars import bars_at

NEW_YORK = ZoneInfo("America/New_York")


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp()


def minutes(start: str, closes: list[float]) -> Bars:
    first = int(at(start))
    return bars_at([first + 60 * i for i in range(len(closes))], closes, interval=Interval.M1)


def values(spark: Spark | None) -> tuple[float, ...]:
    assert spark is not None
    return spark.values


@pytest.fixture
def book() -> Sparklines:
    return Sparklines()


class TestIntraday:
    def test_the_last_close_of_every_quarter_hour(self, book: Sparklines) -> None:
        spark = book.take_intraday(minutes("2025-09-18 09:30", [float(i) for i in range(46)]))
        assert spark == Spark("IWM", "1D", (14.0, 29.0, 44.0, 45.0))

    def test_the_last_session_alone(self, book: Sparklines) -> None:
        yesterday = minutes("2025-09-17 15:00", [1.0, 2.0])
        today = minutes("2025-09-18 09:30", [3.0, 4.0])
        both = bars_at([*yesterday.times(), *today.times()], [1.0, 2.0, 3.0, 4.0], interval=Interval.M1)
        assert book.take_intraday(both).values == (4.0,)

    def test_a_whole_day_fits(self, book: Sparklines) -> None:
        spark = book.take_intraday(minutes("2025-09-18 04:00", [float(i) for i in range(16 * 60)]))
        assert len(spark.values) == 27
        assert spark.values[-1] == 959.0

    def test_a_missing_close_is_no_point_of_the_picture(self, book: Sparklines) -> None:
        spark = book.take_intraday(minutes("2025-09-18 09:30", [1.0] * 14 + [5.0, math.nan, math.nan]))
        assert spark.values == (5.0,)

    def test_no_bars_no_picture(self, book: Sparklines) -> None:
        assert book.take_intraday(Bars("IWM", Interval.M1)) == Spark("IWM", "1M", ())
        assert book.take_intraday(minutes("2025-09-18 09:30", [math.nan])).values == ()


class TestDaily:
    def test_a_month_of_closes_until_there_is_something_finer(self, book: Sparklines) -> None:
        days = bars_at([86400 * i for i in range(30)], [float(i) for i in range(30)])
        spark = book.take_daily(days, provisional=False)
        assert (spark.span, spark.values) == ("1M", tuple(float(i) for i in range(9, 30)))
        assert book.take_intraday(minutes("2025-09-18 09:30", [7.0])).span == "1D"
        assert book.take_daily(days, provisional=False).span == "1D"

    def test_missing_closes_are_left_out(self, book: Sparklines) -> None:
        days = bars_at([86400 * i for i in range(4)], [1.0, math.nan, 3.0, math.nan])
        assert book.take_daily(days, provisional=False).values == (1.0, 3.0)

    @pytest.mark.parametrize(("provisional", "usual"), [(False, 10.5), (True, 9.5)])
    def test_usual_volume_is_of_twenty_finished_sessions(
        self, book: Sparklines, provisional: bool, usual: float
    ) -> None:
        days = bars_at([86400 * i for i in range(21)], [1.0] * 21)
        volumes = memoryview(bytearray(days.volume)).cast("d")
        for i in range(21):
            volumes[i] = float(i)
        days = Bars("IWM", Interval.D1, days.time, close=days.close, volume=volumes.tobytes())
        spark = book.take_daily(days, provisional=provisional)
        # 1 … 20, or 0 … 19 of which the session without volume does not count.
        assert spark.average_volume_20d == (None if provisional else usual)

    @pytest.mark.parametrize(("count", "told"), [(19, False), (20, True), (60, True)])
    def test_less_than_twenty_sessions_is_no_average(self, book: Sparklines, count: int, told: bool) -> None:
        days = bars_at([86400 * i for i in range(count)], [1.0] * count, volume=500.0)
        assert book.take_daily(days, provisional=False).average_volume_20d == (500.0 if told else None)


class TestQuotes:
    @pytest.fixture
    def open_book(self, book: Sparklines) -> Sparklines:
        book.take_intraday(minutes("2025-09-18 09:30", [10.0]))
        return book

    def take(self, book: Sparklines, price: float | None, moment: str | None) -> Spark | None:
        return book.take_quote(Quote("IWM", price=price, time=None if moment is None else at(moment)))

    def test_a_price_moves_the_newest_point(self, open_book: Sparklines) -> None:
        assert values(self.take(open_book, 11.0, "2025-09-18 09:32")) == (11.0,)
        assert values(self.take(open_book, 12.0, "2025-09-18 09:46")) == (11.0, 12.0)

    def test_at_most_one_picture_a_minute_but_no_price_is_lost(self, open_book: Sparklines) -> None:
        assert self.take(open_book, 11.0, "2025-09-18 09:32:00") is not None
        assert self.take(open_book, 12.0, "2025-09-18 09:32:59") is None
        assert open_book.spark("IWM").values == (12.0,)
        assert values(self.take(open_book, 13.0, "2025-09-18 09:33:00")) == (13.0,)

    def test_the_first_price_of_a_new_day_begins_a_new_picture(self, open_book: Sparklines) -> None:
        assert values(self.take(open_book, 20.0, "2025-09-19 09:30")) == (20.0,)

    def test_a_price_of_an_earlier_day_is_not_drawn(self, open_book: Sparklines) -> None:
        """Before the bell the newest bars are today's, and the last regular price is yesterday's."""
        assert self.take(open_book, 9.0, "2025-09-17 16:00") is None
        assert open_book.spark("IWM").values == (10.0,)

    @pytest.mark.parametrize(("price", "moment"), [(None, "2025-09-18 10:00"), (11.0, None)])
    def test_without_a_price_or_a_time_nothing_happens(
        self, open_book: Sparklines, price: float | None, moment: str | None
    ) -> None:
        assert self.take(open_book, price, moment) is None
        assert open_book.spark("IWM").values == (10.0,)

    def test_without_bars_a_quote_alone_makes_no_picture(self, book: Sparklines) -> None:
        assert self.take(book, 11.0, "2025-09-18 09:32") is None
