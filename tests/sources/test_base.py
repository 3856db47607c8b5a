"""Errors of sources have kinds for programs; a batch can be compared with what was told."""

from __future__ import annotations

from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, QuoteBatch, RateLimited, SourceError, Unavailable


def test_each_error_has_a_kind_of_its_own_and_is_caught_as_one() -> None:
    errors = (RateLimited, AuthFailed, Unavailable, BadData, NotFound)
    assert [error.kind for error in errors] == ["rate_limited", "auth_failed", "unavailable", "bad_data", "not_found"]
    assert all(issubclass(error, SourceError) for error in errors)
    assert SourceError.kind == "unavailable"


def test_a_refusal_says_until_when_where_the_service_did() -> None:
    assert RateLimited("slow down", 1000.0).retry_at == 1000.0
    assert RateLimited("slow down").retry_at is None
    assert str(RateLimited("slow down", 1.0)) == "slow down"


def test_what_contradicts_a_price_is_put_back_for_who_compares() -> None:
    quote, other = Quote("IWM", price=100.0), Quote("SPY", price=1.0)
    batch = QuoteBatch((quote, other), disputed={"IWM": {"previous_close": 2500.0}})
    assert batch.as_received(quote) == Quote("IWM", price=100.0, previous_close=2500.0)
    assert batch.as_received(other) == other
