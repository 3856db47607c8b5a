"""Quotes that cross in columns: whatever a reader misses or takes late, it ends with the quotes that the engine has."""

from __future__ import annotations

import asyncio
import math
from itertools import product

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from r2k_tui.engine.state import publisher as publishing
from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.state.publisher import Publisher
from r2k_tui.link.mailbox import fold
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.quote_changes import WHOLE, FieldChanges, QuoteChanges, difference, pack
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame, changed_quotes
from tests.cases import cases

SYMBOLS = [f"S{number}" for number in range(6)]
PRICES = (None, 0.01, 2.5, 1e6)
# One draw for each: what is told goes by whether a field differs, not by how much.
MADE = [
    Quote(symbol, price=price, bid=bid, volume=volume, name=name, received_at=received_at)
    for symbol, price, bid, volume, name, received_at in product(
        SYMBOLS, PRICES, PRICES, (None, 0.0, 1e9), ("", "Some Company"), (0.0, 0.3, 10.0)
    )
]
QUOTES = st.lists(st.sampled_from(MADE), max_size=6)


def market() -> MarketState:
    return MarketState(SourceFacts("test"), Session(always_open=True), lambda: 0.0)


@pytest.fixture(autouse=True)
def _columns_for_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_WORTH_COLUMNS", 1)


POLLS = st.lists(st.tuples(QUOTES, st.sampled_from(["frame", "fold", "nothing"])), max_size=12)


@settings(max_examples=50)
@given(polls=POLLS)
def test_a_reader_ends_with_what_the_engine_has(polls: list[tuple[list[Quote], str]]) -> None:
    _read(polls)


@pytest.mark.slow
@settings(max_examples=200)
@given(polls=POLLS)
def test_a_reader_ends_with_what_the_engine_has_in_more_examples(polls: list[tuple[list[Quote], str]]) -> None:
    _read(polls)


def _read(polls: list[tuple[list[Quote], str]]) -> None:
    async def go() -> None:
        state = market()
        publisher = Publisher(state, lambda: 0.0)
        subscription = publisher.subscribe()
        known: dict[str, Quote] = {}
        waiting: Frame | None = None
        for quotes, what in [*polls, ([Quote("S0", 7.0)], "frame")]:
            state.apply_quotes(quotes)
            publisher.publish()
            if what == "nothing" or not subscription.ready.is_set():
                continue
            sent = msgspec.msgpack.encode(await subscription.next_frame())
            frame = msgspec.msgpack.decode(sent, type=Frame)
            waiting = frame if waiting is None else fold(waiting, frame)
            if what == "frame":
                known.update({quote.symbol: quote for quote in changed_quotes(waiting, known)})
                waiting = None
        if waiting is not None:
            known.update({quote.symbol: quote for quote in changed_quotes(waiting, known)})
        if subscription.ready.is_set():
            known.update({q.symbol: q for q in changed_quotes(await subscription.next_frame(), known)})
        assert known == state.quotes

    asyncio.run(go())


def test_only_what_differs_crosses() -> None:
    state = market()
    publisher = Publisher(state, lambda: 0.0)
    state.apply_quotes([Quote(symbol, price=1.0, volume=5.0, name="long " * 9) for symbol in SYMBOLS])
    state.take_changes()
    state.apply_quotes([Quote(symbol, price=2.0, volume=5.0, name="long " * 9) for symbol in SYMBOLS])
    frame = publisher.frame(state.take_changes(), 0)
    assert frame.quotes == ()
    assert frame.quote_changes is not None
    assert list(frame.quote_changes.columns) == ["price"]
    assert frame.quote_changes.columns["price"].rows == b"", "every row has one"


def test_another_name_is_another_quote() -> None:
    old = Quote("A", price=1.0)
    assert difference(old, old) == 0
    assert 0 < difference(old, Quote("A", price=2.0)) < WHOLE
    assert difference(old, Quote("A", price=1.0, name="B")) >= WHOLE
    assert difference(old, Quote("A", price=2.0, currency="EUR")) >= WHOLE


def test_a_value_that_is_gone_is_none_and_not_a_number() -> None:
    changes = pack({"A": {"bid": None, "price": 2.0}, "B": {"price": 3.0}})
    told = list(changes.applied({"A": Quote("A", price=1.0, bid=0.5), "B": Quote("B", price=1.0, bid=0.5)}))
    assert told == [Quote("A", price=2.0), Quote("B", price=3.0, bid=0.5)]
    assert not any(isinstance(value, float) and math.isnan(value) for value in msgspec.structs.astuple(told[0]))


def test_a_quote_that_the_reader_does_not_know_is_left_out() -> None:
    assert list(pack({"A": {"price": 2.0}}).applied({})) == []


class PlainChanges(msgspec.Struct, frozen=True, array_like=True):
    """The same as a terminal of an older version reads and writes it."""

    symbols: tuple[str, ...]
    columns: dict[str, FieldChanges]


def test_an_older_version_reads_and_writes_the_same() -> None:
    changes = pack({"A": {"price": 1.0}, "Ä": {"price": None}})
    body = msgspec.msgpack.encode(changes)
    plain = msgspec.msgpack.decode(body, type=PlainChanges)
    assert plain == PlainChanges(("A", "Ä"), dict(changes.columns))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(plain), type=QuoteChanges).fields() == changes.fields()


def test_the_same_symbols_are_read_once() -> None:
    body = msgspec.msgpack.encode(pack({"A": {"price": 1.0}, "B": {"price": 2.0}}))
    first, second = (msgspec.msgpack.decode(body, type=QuoteChanges).symbols for _ in range(2))
    assert first == ("A", "B")
    assert first is second
    for number in range(10):
        assert msgspec.msgpack.decode(
            msgspec.msgpack.encode(pack({f"C{number}": {"price": 1.0}})), type=QuoteChanges
        ).symbols == (f"C{number}",)
    assert msgspec.msgpack.decode(body, type=QuoteChanges).symbols == ("A", "B")
    assert len(QuoteChanges()) == 0


@cases("symbols", [[1], "A", {"A": 1}, None, [["A"]], [b"A"]])
def test_what_is_no_list_of_symbols_is_refused_where_it_is_decoded(symbols: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode([symbols, {}]), type=QuoteChanges)


def test_symbols_that_are_no_text_are_refused() -> None:
    with pytest.raises(UNREADABLE):
        msgspec.msgpack.decode(b"\x92\x91\xa1\xff\x80", type=QuoteChanges)
