"""A quote's change: in its currency and as a fraction, and None where a part is missing."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.market.quote import Quote, with_lasting_facts
from tests.cases import cases


def test_the_change_since_the_close_before() -> None:
    quote = Quote("IWM", price=102.0, previous_close=100.0)
    assert quote.change == 2.0
    assert quote.change_fraction == pytest.approx(0.02)


@cases("quote", [Quote("IWM", price=1.0), Quote("IWM", previous_close=1.0), Quote("IWM")])
def test_without_both_prices_there_is_no_change(quote: Quote) -> None:
    assert quote.change is None
    assert quote.change_fraction is None


def test_a_close_of_zero_has_a_difference_and_no_fraction() -> None:
    quote = Quote("CL=F", price=-37.63, previous_close=0.0)
    assert quote.change == -37.63
    assert quote.change_fraction is None


def test_on_the_wire_it_is_a_list_in_the_order_of_its_fields() -> None:
    sent = msgspec.msgpack.decode(msgspec.msgpack.encode(Quote("IWM", price=1.5, currency="USD")))
    assert sent[:2] == ["IWM", 1.5]
    assert sent[11] == "USD"
    assert len(sent) == len(msgspec.structs.fields(Quote))


KNOWN = Quote("X", price=1.0, name="Long name", currency="USD", decimals=2, exchange="PCX")


@cases(
    ("quote", "expected"),
    [
        (Quote("X", price=2.0), ("Long name", "USD", 2, "")),
        (Quote("X", price=2.0, name="N", currency="USD"), ("N", "USD", 2, "")),
        (Quote("X", price=2.0, decimals=0), ("Long name", "USD", 0, "")),
        (Quote("X", price=2.0, currency="GBp"), ("", "GBp", None, "")),
    ],
)
def test_lasting_facts_come_from_the_earlier_quote_where_a_new_one_leaves_them_out(
    quote: Quote, expected: tuple[str, str, int | None, str]
) -> None:
    told = with_lasting_facts(quote, KNOWN)
    assert (told.name, told.currency, told.decimals, told.exchange) == expected
    assert told.price == 2.0


def test_a_quote_that_gains_nothing_is_the_same_object() -> None:
    quote = Quote("X", price=2.0)
    assert with_lasting_facts(quote, Quote("X", price=1.0)) is quote
