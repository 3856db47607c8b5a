"""A symbol whose currency, exchange or name changes is refused, by any provider."""

from __future__ import annotations

import pytest

from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import QuoteBatch
from r2k_tui.sources.identity import ACCEPTED_AFTER_S, Identity, IdentityCheck


class Clock:
    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def check(clock: Clock) -> IdentityCheck:
    return IdentityCheck("Example", clock)


def batch(currency: str = "USD", exchange: str = "PCX") -> QuoteBatch:
    quotes = (Quote("IWM", 241.15, currency=currency, exchange=exchange), Quote("BP.L", 450.0, currency="GBp"))
    return QuoteBatch(quotes, fundamentals=(Fundamentals("IWM"), Fundamentals("BP.L")))


def test_the_same_answer_again_is_unchanged(check: IdentityCheck) -> None:
    assert check.checked(batch()) == check.checked(batch()) == batch()


@pytest.mark.parametrize(
    ("currency", "exchange", "words"),
    [
        ("GBp", "PCX", "Example changed the currency (USD to GBp) of IWM; the answer is refused."),
        ("USD", "LSE", "Example changed the exchange (PCX to LSE) of IWM; the answer is refused."),
        ("EUR", "GER", "Example changed the currency (USD to EUR) and the exchange (PCX to GER) of IWM;"),
    ],
)
def test_a_changed_identity_is_a_problem_and_no_quote(
    check: IdentityCheck, currency: str, exchange: str, words: str
) -> None:
    check.checked(batch())
    found = check.checked(batch(currency, exchange))
    assert [quote.symbol for quote in found.quotes] == ["BP.L"]
    assert [facts.symbol for facts in found.fundamentals] == ["BP.L"]
    assert [(problem.symbol, problem.kind) for problem in found.problems] == [("IWM", "bad_data")]
    assert found.problems[0].message.startswith(words)


def test_a_field_that_is_left_out_is_no_change_and_is_remembered(check: IdentityCheck) -> None:
    check.checked(batch("", "PCX"))
    assert check.checked(batch("USD", "")).problems == ()
    assert check.checked(batch("", "")).problems == ()
    assert len(check.checked(batch("EUR", "PCX")).problems) == 1
    assert len(check.checked(batch("USD", "LSE")).problems) == 1


def test_a_change_is_refused_for_an_hour_and_then_is_a_move(check: IdentityCheck, clock: Clock) -> None:
    check.checked(batch())
    for later in (0.0, ACCEPTED_AFTER_S / 2, ACCEPTED_AFTER_S - 1):
        clock.now = Clock.now + later
        assert check.checked(batch(exchange="NMS")).problems
    clock.now = Clock.now + ACCEPTED_AFTER_S
    assert check.checked(batch(exchange="NMS")).problems == ()
    assert check.checked(batch(exchange="PCX")).problems, "what it was before is the change now"


def test_a_change_that_comes_and_goes_never_is_a_move(check: IdentityCheck, clock: Clock) -> None:
    check.checked(batch())
    for _ in range(4):
        assert check.checked(batch(exchange="NMS")).problems
        clock.now += ACCEPTED_AFTER_S * 0.6
        assert check.checked(batch()).problems == ()
        clock.now += ACCEPTED_AFTER_S * 0.6


def test_a_clock_set_back_refuses_a_move_for_an_hour_and_no_longer(check: IdentityCheck, clock: Clock) -> None:
    check.checked(batch())
    check.checked(batch(exchange="NMS"))
    clock.now -= 10 * ACCEPTED_AFTER_S
    assert check.checked(batch(exchange="NMS")).problems
    clock.now += ACCEPTED_AFTER_S - 1
    assert check.checked(batch(exchange="NMS")).problems
    clock.now += 1
    assert check.checked(batch(exchange="NMS")).problems == ()


def test_only_the_same_change_becomes_a_move(check: IdentityCheck, clock: Clock) -> None:
    check.checked(batch())
    check.checked(batch(exchange="NMS"))
    clock.now += ACCEPTED_AFTER_S
    assert check.checked(batch(exchange="LSE")).problems
    clock.now += ACCEPTED_AFTER_S - 1
    assert check.checked(batch(exchange="LSE")).problems


def test_an_answer_of_another_symbol_is_refused_and_not_remembered(check: IdentityCheck) -> None:
    problem = check.changed("FB", Identity("USD", "NMS"), "META")
    assert problem is not None
    assert (problem.kind, problem.message) == ("bad_data", "Example's answer for FB is of META.")
    assert check.changed("FB", Identity("EUR", "GER"), "fb") is None
