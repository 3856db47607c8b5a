"""The fields of a quote as JSON."""

from __future__ import annotations

import pytest

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.quote_json import QUOTE_FIELDS, checked_fields, quote_data
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.sessions import UNKNOWN_SESSION
from tests.fakes.still_market import NOW, SESSION, quote


def test_every_field_has_a_name_that_can_be_asked_for() -> None:
    data = quote_data(quote("IWM"), NOW, QuoteState.LIVE, SESSION, None)
    assert set(data) == set(QUOTE_FIELDS)
    assert (data["age_s"], data["phase"], data["provider"]) == (1.5, "open", "demo")


def test_what_is_missing_is_null_and_never_zero() -> None:
    data = quote_data(Quote("IWM", bid=float("nan")), NOW, QuoteState.STALE, UNKNOWN_SESSION, None)
    given = {name for name, value in data.items() if value is not None}
    assert given == {"received_at", "age_s", "delay_s", "state"}


def test_fields_are_checked() -> None:
    assert checked_fields(" bid, ask,bid ", ("price",)) == ("bid", "ask")
    assert checked_fields("", ("price",)) == ("price",)
    with pytest.raises(UsageError, match="--fields vol: no such field; did you mean volume"):
        checked_fields("price,vol", ())
    with pytest.raises(UsageError, match=r"--fields qqqq: no such field\. There are: price, "):
        checked_fields("qqqq", ())
