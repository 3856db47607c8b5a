"""Facts that a terminal needs of the source that feeds its engine."""

from __future__ import annotations

import msgspec

from r2k_tui.model.calendar.replay import Replay
from r2k_tui.model.market.bars import Interval


class ProviderOffer(msgspec.Struct, frozen=True):
    """Provider that the user may add to the chain: what it gives, and what its terms of use say."""

    name: str
    gives: str
    terms: str


class SourceFacts(msgspec.Struct, frozen=True):
    """Facts of a source; `replay` is the state of a replay, if it is one.

    `chain`: the providers of quotes in order, empty for a source that has none beside it. `offers`: providers that only
    the user may add, because their terms restrict automated use.
    """

    name: str
    simulated: bool = False
    live: bool = True
    intervals: tuple[Interval, ...] = ()
    quote_cadence_s: float = 5.0
    news: bool = False
    replay: Replay | None = None
    chain: tuple[str, ...] = ()
    offers: tuple[ProviderOffer, ...] = ()
