"""A quote's change: in its currency and as a fraction, and None where a part is missing."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.market.quote import Quote


def test_the_change_since_the_close_before() -> None:
    quote = Quote("IWM", price=102.0, previous_close=100.0)
    assert quote.change == 2.0
    assert quote.change_fraction == pytest.approx(0.02)


@pytest.mark.parametrize("quote", [Quote("IWM", price=1.0), Quote("IWM", previous_close=1.0), Quote("IWM")])
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
