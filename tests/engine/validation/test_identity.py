"""Quotes that suddenly have another currency or exchange: refused, but not for ever."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.engine.validation.identity import Identities, changed_words, only_requested
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import QuoteBatch
from tests.cases import cases
from tests.engine.virtual_time import START

KNOWN = Quote("VOD.L", price=91.5, currency="GBp", exchange="LSE", source="yahoo", time=START, received_at=START)


def other(seconds: float = 5.0, **fields: object) -> Quote:
    values: dict[str, object] = {"currency": "USD", **fields}
    return msgspec.structs.replace(KNOWN, received_at=START + seconds, **values)


def refused(identities: Identities, quote: Quote, *, bars_agree: bool = False) -> bool:
    return identities.refusal(quote, KNOWN, bars_agree=bars_agree) is not None


def test_another_currency_is_refused_in_plain_words() -> None:
    problem = Identities().refusal(other(), KNOWN, bars_agree=True)
    assert problem is not None
    assert (problem.symbol, problem.kind) == ("VOD.L", "bad_data")
    assert problem.message == "VOD.L is quoted in USD instead of GBp: refused"


def test_pounds_are_not_pence() -> None:
    assert changed_words(other(currency="GBP"), KNOWN) == "is quoted in GBP instead of GBp"


def test_another_exchange_of_the_same_provider_is_refused() -> None:
    assert changed_words(other(currency="GBp", exchange="NYQ"), KNOWN) == "is traded at NYQ instead of LSE"


@cases(
    "fields",
    [
        {"currency": "GBp"},
        {"currency": ""},
        {"currency": "GBX"},
        {"currency": "]0;pwned"},
        {"currency": "GBp", "exchange": "[red]"},
        {"currency": "GBp", "exchange": ""},
        {"currency": "GBp", "exchange": "LON", "source": "nasdaq"},
    ],
)
def test_what_is_the_same_or_not_known_is_taken(fields: dict[str, object]) -> None:
    assert not refused(Identities(), other(**fields))


def test_another_provider_in_another_currency_is_refused() -> None:
    assert refused(Identities(), other(source="nasdaq"))


def test_the_first_quote_of_a_symbol_is_taken() -> None:
    assert Identities().refusal(other(), None, bars_agree=False) is None


@pytest.mark.parametrize(("bars_agree", "seconds"), [(True, 900.0), (False, 3600.0)])
def test_one_that_lasts_is_accepted(bars_agree: bool, seconds: float) -> None:
    identities = Identities()
    times = [5.0 * turn for turn in range(1, 1000)]
    accepted = next(at for at in times if not refused(identities, other(at), bars_agree=bars_agree))
    assert accepted == seconds + 5.0


def test_few_answers_prove_nothing_however_far_apart() -> None:
    identities = Identities()
    assert all(refused(identities, other(3000.0 * turn), bars_agree=True) for turn in range(1, 10))


def test_a_good_answer_between_begins_it_anew() -> None:
    identities = Identities()
    for turn in range(200):
        assert refused(identities, other(5.0 * turn))
    assert not refused(identities, other(1000.0, currency="GBp"))
    assert all(refused(identities, other(1000.0 + 5.0 * turn)) for turn in range(1, 700))


def test_a_third_currency_begins_it_anew() -> None:
    identities = Identities()
    turns = range(1, 1000)
    assert all(refused(identities, other(5.0 * turn, currency=("USD", "EUR")[turn // 500])) for turn in turns[:990])


def test_a_symbol_that_nobody_requests_is_forgotten() -> None:
    identities = Identities()
    for turn in range(1, 700):
        refused(identities, other(5.0 * turn))
    identities.keep_only(["IWM"])
    assert refused(identities, other(5000.0))


def test_answers_to_what_nobody_requested_are_refused() -> None:
    batch = QuoteBatch((Quote("IWM", source="yahoo"), Quote("[b]X", source="yahoo")))
    kept = only_requested(batch, ("IWM", "SPY"))
    assert [quote.symbol for quote in kept.quotes] == ["IWM"]
    assert [(problem.kind, problem.message) for problem in kept.problems] == [
        ("bad_data", "yahoo returned [b]X, which was not requested")
    ]
    assert only_requested(batch, ("IWM", "[b]X")) is batch
