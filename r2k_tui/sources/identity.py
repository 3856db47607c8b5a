"""Check that a symbol still is the security that it was: same name, currency and exchange in every answer.

A symbol whose answer changes its currency or exchange from one request to the next has been mixed up with another
security, or with another unit of its currency; its price is sound by itself, so only this comparison finds it.

The engine compares the quotes of every provider with the last good one (`engine/trust/identity.py`). This check is of
what only a source sees: the symbol that an answer names, and the currency and exchange of bars, which carry neither.
Its quotes are checked by the same memory, so that a chain can go on to its next provider within the same poll.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.base import QuoteBatch

# A security may move to another exchange; an answer that repeats itself this long is a move. The engine waits as long
# where no bars bear a quote out: bars that were refused for longer could not.
ACCEPTED_AFTER_S = 3600.0


class Identity(NamedTuple):
    """What an answer says that its symbol is; "" where it does not say."""

    currency: str = ""
    exchange: str = ""


class _Change(NamedTuple):
    to: Identity
    since: float


class IdentityCheck:
    """Memory of the identity of each symbol of one provider. `service` names the provider in messages.

    The first answer counts. A changed answer is refused until it has been the same for ACCEPTED_AFTER_S.
    """

    def __init__(self, service: str, clock: Callable[[], float]) -> None:
        self._service, self._clock = service, clock
        self._known: dict[str, Identity] = {}
        self._changes: dict[str, _Change] = {}

    def changed(self, symbol: str, told: Identity, name: str = "") -> Problem | None:
        """Problem of an answer whose identity changed, which must not be used; None for a sound one.

        `name`: symbol of the answer by its own account, "" where it has none.
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
        """Batch in which a problem stands in place of each quote, and of the fundamentals, of a changed symbol."""
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
    """What changed, in words; None for nothing. A field that either does not know is no change."""
    rows = (("the currency", known.currency, told.currency), ("the exchange", known.exchange, told.exchange))
    changed = [f"{what} ({before} to {after})" for what, before, after in rows if before and after and before != after]
    return " and ".join(changed) or None
