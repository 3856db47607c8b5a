"""Quotes that come in columns, looked at early, late or never."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.quote_changes import QuoteChanges, pack
from r2k_tui.ui.mirror.quotes import QuoteTableState

SYMBOLS = ["A", "B", "C", "D"]
VALUES = st.none() | st.floats(0.1, 1e6)
FIELDS = st.fixed_dictionaries({}, optional={"price": VALUES, "bid": VALUES, "volume": VALUES})
CHANGES = st.dictionaries(st.sampled_from(SYMBOLS), FIELDS) | st.fixed_dictionaries(
    {symbol: st.fixed_dictionaries({"price": VALUES}) for symbol in SYMBOLS[:3]}
)
WHOLE = st.builds(Quote, st.sampled_from(SYMBOLS), price=VALUES, bid=VALUES)


@given(st.lists(st.one_of(WHOLE, CHANGES.map(pack), st.sampled_from(SYMBOLS)), max_size=30))
def test_it_holds_what_a_plain_table_would(told: list[Quote | QuoteChanges | str]) -> None:
    book, plain = QuoteTableState(), dict[str, Quote]()
    for one in told:
        if isinstance(one, Quote):
            book.put(one)
            plain[one.symbol] = one
        elif isinstance(one, QuoteChanges):
            book.apply(one)
            plain.update({quote.symbol: quote for quote in one.applied(plain)})
        else:
            assert book.get(one) == plain.get(one)
            assert (one in book) == (one in plain)
    assert dict(book) == plain
    assert len(book) == len(plain)


def test_it_says_which_way_a_price_went() -> None:
    book = QuoteTableState()
    book.put(Quote("A", price=1.0))
    book.put(Quote("B", price=1.0))
    assert book.ticks == {}
    book.apply(pack({"A": {"price": 2.0}, "B": {"price": 0.5}}))
    assert (book["A"].price, book["B"].price, book.ticks) == (2.0, 0.5, {"A": 1, "B": -1})
    book.put(Quote("A", price=2.0))
    assert book.ticks["A"] == 1, "the same price again is no tick"


def test_it_knows_whose_price_is_not_in_dollars() -> None:
    book = QuoteTableState()
    for quote in (Quote("A", currency="JPY"), Quote("B"), Quote("C", currency="USD"), Quote("D", currency="CAD")):
        book.put(quote)
    assert book.foreign == {"A", "D"}
    book.put(Quote("D", currency="USD"))
    assert book.foreign == {"A"}


def test_providers_of_a_list_follow_its_quotes() -> None:
    book, listed = QuoteTableState(), ("A", "B")
    assert book.sources(listed) == set()
    book.put(Quote("A", price=1.0, source="yahoo"))
    assert book.sources(listed) == {"yahoo"}
    book.apply(pack({"A": {"price": 2.0}}))
    assert book.sources(listed) == {"yahoo"}
    book.put(Quote("B", price=1.0, source="cboe"))
    assert book.sources(listed) == {"yahoo", "cboe"}
    book.put(Quote("A", price=1.0, source="cboe"))
    assert book.sources(listed) == {"cboe"}
    book.put(Quote("C", price=1.0, source="nasdaq"))
    assert book.sources(listed) == {"cboe"}
    assert book.sources(("A", "C")) == {"cboe", "nasdaq"}


def test_it_knows_the_providers_without_merging_what_lies_in_columns() -> None:
    book = QuoteTableState()
    for symbol, source in (("A", "yahoo"), ("B", "cboe"), ("C", "demo")):
        book.put(Quote(symbol, 1.0, source=source))
    book.apply(pack({symbol: {"price": 2.0} for symbol in ("A", "B", "C")}))
    assert book.sources(("A", "B", "Z")) == {"yahoo", "cboe"}
    assert set(book._late) == {"A", "B", "C"}, "all three wait to be read"
