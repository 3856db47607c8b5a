"""Columns of a screen that the purchases of insiders give."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.cross_section.screen import NO, UNKNOWN, YES
from r2k_tui.engine.insiders.purchases import buyers, totals
from r2k_tui.engine.insiders.state import InsiderState
from r2k_tui.engine.screens.columns import MemberColumns
from r2k_tui.model.insiders.report import CLUSTER_DAYS, CLUSTER_PERSONS


def insider_columns(state: InsiderState, until: str, symbols: tuple[str, ...]) -> MemberColumns:
    """Buyers, dollars and clusters of the last 30 days up to the day `until`.

    Unknown for a member that the SEC's list lacks, and for all while filings of the period are missing; then only a
    cluster that the known filings already make is one. Dollars are unknown where one purchase states no value.
    """
    found = state.purchases(until, CLUSTER_DAYS)
    whole = state.knows(until, CLUSTER_DAYS)
    listed = {symbol for names in (state.issuers or {}).values() for symbol in names} if whole else set()
    persons = np.array([0.0 if symbol in listed else np.nan for symbol in symbols])
    dollars, clusters = persons.copy(), np.where(np.isnan(persons), UNKNOWN, NO).astype(np.int8)
    places = {symbol: place for place, symbol in enumerate(symbols)}
    for symbol, rows in found.items():
        place = places.get(symbol)
        if place is None:
            continue
        if buyers(rows) >= CLUSTER_PERSONS:
            clusters[place] = YES
        if whole:
            total = totals(rows)
            persons[place] = total.persons
            dollars[place] = np.nan if total.unpriced or total.dollars is None else total.dollars
    return MemberColumns(
        numbers={"insider_buyers_30d": persons, "insider_dollars_30d": dollars}, flags={"insider_cluster": clusters}
    )
