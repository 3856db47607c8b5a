"""The store: what goes in comes out, also after a restart, and one source does not see the other's."""

from __future__ import annotations

import itertools
import math
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval, merge, pack_floats, pack_times
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.quote import Quote, Spark
from r2k_tui.store.store import Store, decode
from tests.cases import cases
from tests.fakes.invented_bars import bars_at

NAN = math.nan


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "r2k.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    made = Store(path, "scripted")
    yield made
    made.close()


def reopened(store: Store, path: Path) -> Store:
    store.close()
    return Store(path, "scripted")


def test_bars_come_back_bit_for_bit(store: Store, path: Path) -> None:
    columns = {name: pack_floats([1.1 + i, NAN, 0.0, -1e300]) for i, name in enumerate(PRICE_COLUMNS)}
    bars = Bars(
        "^RUT", Interval.D1, pack_times([-86400, 0, 86400, 2**40]), **columns, source="yahoo", note="closes only"
    )
    store.save_bars(bars)
    assert store.bars("^RUT", Interval.D1) == bars
    again = reopened(store, path)
    assert again.bars("^RUT", Interval.D1) == bars
    again.close()


def test_what_was_never_saved_is_none(store: Store) -> None:
    store.save_bars(bars_at([1], [1.0]))
    assert store.bars("IWM", Interval.M1) is None
    assert store.bars("SPY", Interval.D1) is None
    assert (store.quotes(), store.feeds(), store.latest("score", Spark)) == ([], [], [])


def test_newer_bars_win_and_older_ones_stay(store: Store) -> None:
    store.save_bars(bars_at([10, 20, 30], [1.0, 2.0, 3.0]))
    store.save_bars(bars_at([30, 40], [3.5, 4.0], note="readjusted"))
    known = store.bars("IWM", Interval.D1)
    assert known is not None
    assert (list(known.times()), list(known.column("close"))) == ([10, 20, 30, 40], [1.0, 2.0, 3.5, 4.0])
    assert known.note == "readjusted"


def test_replace_lets_the_old_history_go(store: Store) -> None:
    store.save_bars(bars_at([10, 20, 30], [1.0, 2.0, 3.0]))
    store.save_bars(bars_at([10, 20, 30], [1.0, 2.0, 3.0], interval=Interval.M1))
    store.save_bars(bars_at([20, 40], [9.0, 9.5]), replace=True)
    known, minutes = store.bars("IWM", Interval.D1), store.bars("IWM", Interval.M1)
    assert known is not None and minutes is not None
    assert list(known.times()) == [20, 40]
    assert list(minutes.times()) == [10, 20, 30], "another interval is another series"


def test_a_bar_that_is_withdrawn_goes_and_its_neighbours_stay(store: Store) -> None:
    """As `merge` joins two stretches, so that a restart shows what the screen showed."""
    old, new = bars_at([10, 20, 30, 40], [1.0, 2.0, 3.0, 4.0]), bars_at([20, 40], [2.5, 4.5])
    store.save_bars(old)
    store.save_bars(new)
    known = store.bars("IWM", Interval.D1)
    assert known is not None
    assert list(known.times()) == [10, 20, 40]
    assert list(known.column("close")) == list(merge(old, new).column("close"))


def test_nothing_new_takes_nothing_away(store: Store) -> None:
    store.save_bars(bars_at([10], [1.0]))
    store.save_bars(bars_at([], []))
    known = store.bars("IWM", Interval.D1)
    assert known is not None
    assert len(known) == 1


@pytest.mark.parametrize(("interval", "days"), [(Interval.M1, 30), (Interval.M5, 120), (Interval.D1, None)])
def test_old_minutes_go_and_days_stay(store: Store, interval: Interval, days: int | None) -> None:
    now = 10**9
    ages = [400, 121, 119, 31, 29, 0]
    store.save_bars(bars_at([now - age * 86400 for age in ages], [1.0] * len(ages), interval=interval))
    store.save_bars(bars_at([now + 60], [2.0], symbol="SPY", interval=interval))
    known = store.bars("IWM", interval)
    assert known is not None
    assert [(now - time) // 86400 for time in known.times()] == [a for a in ages if days is None or a <= days]


def test_an_interrupted_write_leaves_the_old_history(store: Store, path: Path) -> None:
    """`replace` and what comes in its place are one transaction."""
    store.save_bars(bars_at([10, 20], [1.0, 2.0]))
    with sqlite3.connect(path) as other:
        other.execute(
            "CREATE TRIGGER stop BEFORE INSERT ON bars WHEN NEW.time = 40 BEGIN SELECT RAISE(ABORT, 'stop'); END"
        )
    other.close()
    with pytest.raises(sqlite3.Error, match="stop"):
        store.save_bars(bars_at([30, 40], [3.0, 4.0]), replace=True)
    known = store.bars("IWM", Interval.D1)
    assert known is not None
    assert list(known.times()) == [10, 20]
    store.save_bars(bars_at([30], [3.0]))


def test_the_last_quote_of_each_symbol(store: Store, path: Path) -> None:
    full = Quote(
        "^RUT",
        price=2467.7,
        previous_close=2407.3,
        volume=1e9,
        name="Russell 2000 ✓",
        time=1.7e9,
        received_at=1.7e9 + 1,
        delay_s=900.0,
        source="scripted",
    )
    store.save_quotes([Quote("IWM", price=1.0), full, Quote("IWM", price=2.0, received_at=5.0)])
    again = reopened(store, path)
    assert again.quotes() == [Quote("IWM", price=2.0, received_at=5.0), full]
    again.close()


def test_feeds_and_pictures(store: Store, path: Path) -> None:
    status = FeedStatus("quotes", FeedState.OK, last_success=1.5, next_try=2.5, failures=0, requests=3, message="m")
    store.save_feed(FeedStatus("quotes"))
    store.save_feed(status)
    sparks = [Spark("IWM", "1D", (1.0, 2.0), 3.0), Spark("SPY", "1M", ())]
    store.save_latest("spark", 1.0, [(spark.symbol, spark) for spark in sparks])
    store.save_latest("spark", 2.0, [("SPY", Spark("SPY", "1M", (5.0,)))])
    again = reopened(store, path)
    assert again.feeds() == [status]
    assert again.latest("spark", Spark) == [sparks[0], Spark("SPY", "1M", (5.0,))]
    assert again.latest("other", Spark) == []
    again.close()


def test_entries_of_another_layout_are_missing_not_fatal(store: Store) -> None:
    class Odd(msgspec.Struct, array_like=True):
        symbol: str
        span: int = 7

    store.save_latest("spark", 1.0, [("A", Odd("A")), ("IWM", Spark("IWM", "1D"))])
    assert store.latest("spark", Spark) == [Spark("IWM", "1D")]


def test_two_sources_on_one_file_do_not_mix(store: Store, path: Path) -> None:
    other = Store(path, "other")
    store.save_bars(bars_at([1], [1.0]))
    other.save_bars(bars_at([1, 2], [7.0, 8.0]), replace=True)
    store.save_quotes([Quote("IWM", price=1.0)])
    other.save_quotes([Quote("IWM", price=7.0)])
    store.save_feed(FeedStatus("quotes", requests=1))
    other.save_feed(FeedStatus("quotes", requests=7))
    store.save_latest("spark", 1.0, [("IWM", Spark("IWM", "1D"))])
    mine, theirs = store.bars("IWM", Interval.D1), other.bars("IWM", Interval.D1)
    assert mine is not None and theirs is not None
    assert (list(mine.column("close")), list(theirs.column("close"))) == ([1.0], [7.0, 8.0])
    assert [quote.price for quote in (*store.quotes(), *other.quotes())] == [1.0, 7.0]
    assert [status.requests for status in (*store.feeds(), *other.feeds())] == [1, 7]
    assert other.latest("spark", Spark) == []
    other.close()


def test_without_a_file_it_lives_in_memory() -> None:
    store = Store(None, "scripted")
    store.save_quotes([Quote("IWM", price=1.0)])
    assert (store.notice, [quote.price for quote in store.quotes()]) == ("", [1.0])
    store.close()


def test_threads_may_share_it(store: Store) -> None:
    """No write is lost, and none raises."""
    failed: list[BaseException] = []

    def write(first: int) -> None:
        try:
            for time in range(first, first + 20):
                store.save_bars(bars_at([time], [float(time)]))
                store.bars("IWM", Interval.D1)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    known = store.bars("IWM", Interval.D1)
    assert known is not None
    assert (failed, len(known)) == ([], 80)


# SQLite keeps no negative zero, and one NaN.
PRICES = st.one_of(st.floats(allow_nan=False).map(lambda price: price + 0.0), st.just(NAN))
_numbers = itertools.count()
HISTORIES = st.lists(st.dictionaries(st.integers(-(2**40), 2**40), PRICES, min_size=1, max_size=8), max_size=4)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A file in which each example has a symbol of its own."""
    made = Store(tmp_path_factory.mktemp("shared") / "r2k.sqlite3", "scripted")
    yield made
    made.close()


@given(history=HISTORIES)
def test_the_store_joins_stretches_as_memory_does(shared: Store, history: list[dict[int, float]]) -> None:
    symbol, without_file = f"S{next(_numbers)}", Store(None, "scripted")
    memory = bars_at([], [], symbol=symbol)
    for part in history:
        new = bars_at(sorted(part), [part[time] for time in sorted(part)], symbol=symbol)
        shared.save_bars(new)
        without_file.save_bars(new)
        memory = merge(memory, new)
    for store in (shared, without_file):
        known = store.bars(symbol, Interval.D1)
        if known is None:
            assert not len(memory)
        else:
            assert (known.time, known.close) == (memory.time, memory.close)
    without_file.close()


@cases("blob", [b"", b"\xc1", b"\x81\xa6symbol\xa1\x80", b"\x81\xa1z" + b"\x91" * 100_000 + b"\xc0"])
def test_an_entry_that_cannot_be_read_is_a_missing_one(blob: bytes) -> None:
    quote = Quote("IWM", price=1.0)
    sound = msgspec.msgpack.encode(quote)
    assert decode([(blob,), (sound,)], Quote) == [quote]
