"""Identity check of one provider: a symbol keeps its name, currency and exchange in every response.

A response with another currency or exchange belongs to another security, or states the price in another unit. Its price
looks valid by itself; only this comparison finds the error.

The engine compares the quotes of every provider with the last good one (`engine/validation/identity.py`). This check
covers what only a source sees: the symbol that a response names, and the currency and exchange of bars, which carry
neither. Quotes go through the same check, so that a chain can move to its next provider within the same poll.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.base import QuoteBatch

# A security may move to another exchange: a change that persists for this long is accepted. The engine waits as long
# where no bars support a quote: bars that were refused for longer could not.
ACCEPTED_AFTER_S = 3600.0


class Identity(NamedTuple):
    """Currency and exchange of a symbol by one response; "" if it does not state them."""

    currency: str = ""
    exchange: str = ""


class _Change(NamedTuple):
    to: Identity
    since: float


class IdentityCheck:
    """Known identities of one provider's symbols. `service` names the provider in messages.

    The first response sets the identity. A different one is refused until it has persisted for ACCEPTED_AFTER_S.
    """

    def __init__(self, service: str, clock: Callable[[], float]) -> None:
        self._service, self._clock = service, clock
        self._known: dict[str, Identity] = {}
        self._changes: dict[str, _Change] = {}

    def changed(self, symbol: str, told: Identity, name: str = "") -> Problem | None:
        """Problem of a response whose identity changed and which must not be used; None for a valid one.

        `name`: symbol stated in the response, "" if none.
        """
        if name and name.upper() != symbol.upper():
            return Problem(symbol, "bad_data", f"{self._service}'s answer for {symbol} is of {name}.")
        known = self._known.get(symbol, Identity())
        if (words := _difference(known, told)) is None:
            self._changes.pop(symbol, None)
            self._known[symbol] = Identity(known.currency or told.currency, known.exchange or told.exchange)
            return None
        if self._is_settled(symbol, told):
            self._known[symbol] = told
            self._changes.pop(symbol, None)
            return None
        return Problem(symbol, "bad_data", f"{self._service} changed {words} of {symbol}; the answer is refused.")

    def checked(self, batch: QuoteBatch) -> QuoteBatch:
        """Batch in which the quotes and fundamentals of changed symbols are replaced by problems."""
        told = {quote.symbol: Identity(quote.currency, quote.exchange) for quote in batch.quotes}
        refused = {
            symbol: problem for symbol, one in told.items() if (problem := self.changed(symbol, one)) is not None
        }
        if not refused:
            return batch
        return msgspec.structs.replace(
            batch,
            quotes=tuple(quote for quote in batch.quotes if quote.symbol not in refused),
            fundamentals=tuple(facts for facts in batch.fundamentals if facts.symbol not in refused),
            problems=(*batch.problems, *refused.values()),
        )

    def _is_settled(self, symbol: str, told: Identity) -> bool:
        change = self._changes.get(symbol)
        now = self._clock()
        # A clock set back must not refuse a move for longer.
        if change is None or change.to != told or now < change.since:
            self._changes[symbol] = _Change(told, now)
            return False
        return now - change.since >= ACCEPTED_AFTER_S


def _difference(known: Identity, told: Identity) -> str | None:
    """Description of the change; None if nothing changed. A field that either side lacks is not compared."""
    rows = (("the currency", known.currency, told.currency), ("the exchange", known.exchange, told.exchange))
    changed = [f"{what} ({before} to {after})" for what, before, after in rows if before and after and before != after]
    return " and ".join(changed) or None
