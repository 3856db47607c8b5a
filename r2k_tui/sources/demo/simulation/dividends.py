"""Dividends of the simulated funds, and closes adjusted for them."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.model.market.dividends import Dividend
from r2k_tui.sources.demo.simulation.instruments import Instrument

_MONTHS = {0: (), 2: (6, 12), 4: (3, 6, 9, 12), 12: tuple(range(1, 13))}


def payouts(item: Instrument, days: Counts) -> Floats:
    """Payout at each session's open, as a fraction of the previous close: on the first session of a paying month."""
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    begins = np.concatenate([[False], np.diff(months) > 0])
    paying = np.isin(months % 12 + 1, _MONTHS[item.payouts])
    share = item.dividend / item.payouts if item.payouts else 0.0
    paid: Floats = np.where(begins & paying, share, 0.0)
    return paid


def payments(days: Counts, closes: Floats, paid: Floats) -> tuple[Dividend, ...]:
    """Each payout as an amount per share: its fraction of the close before."""
    places = np.flatnonzero(paid > 0)
    return tuple(
        Dividend(str(days[place].astype("datetime64[D]")), round(float(paid[place] * closes[place - 1]), 6))
        for place in places[places > 0].tolist()
    )


def adjusted(closes: Floats, paid: Floats) -> Floats:
    """Total-return closes: each is lowered by later payouts; the last one stays."""
    later = np.concatenate([paid[1:], [0.0]])
    factors = np.cumprod((1.0 - later)[::-1])[::-1]
    return (closes * factors).round(6)
