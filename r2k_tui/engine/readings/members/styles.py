"""Readings of styles: the share of the members that the value and the growth fund hold."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Flags
from r2k_tui.engine.readings.members.group import MemberGroup, MemberResults
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.members.sectors import list_words
from r2k_tui.engine.readings.reading import Methodology, ReadingSpec, absent, number
from r2k_tui.model.market.holdings import FundHoldings

_STYLES = {
    "value_only": "the value fund holds and the growth fund does not",
    "growth_only": "the growth fund holds and the value fund does not",
    "both_styles": "both the value and the growth fund hold",
    "no_style": "neither the value nor the growth fund holds",
}
_CAVEAT = (
    "FTSE splits a company between both styles by fractions of its shares; the lists only tell which fund holds it. "
    "Members without a ticker match no list and count as held by neither."
)


def _shares(inputs: MemberInputs) -> MemberResults:
    table = inputs.members
    value, growth = inputs.lists[InputPart.VALUE_LIST], inputs.lists[InputPart.GROWTH_LIST]
    source = f"{table.source}; {list_words(value)}; {list_words(growth)}"
    weights = np.where(np.isfinite(table.weights), table.weights, 0.0)
    n, whole = len(table), float(weights.sum())
    if not n or whole <= 0:
        reason = f"the list of {table.fund} has no weights"
        return MemberResults(absent(2 * len(_STYLES), reason), table.as_of, source)
    in_value, in_growth = _held(table.symbols, value), _held(table.symbols, growth)
    marks = (in_value & ~in_growth, in_growth & ~in_value, in_value & in_growth, ~in_value & ~in_growth)
    note = f"; lists of {value.fund} of {value.as_of} and of {growth.fund} of {growth.as_of}"
    shares = (
        (number(int(mark.sum()) / n, n, "", note), number(float(weights[mark].sum()) / whole, n, "", note))
        for mark in marks
    )
    return MemberResults(tuple(one for pair in shares for one in pair), table.as_of, source)


def _held(symbols: tuple[str, ...], found: FundHoldings) -> Flags:
    held = {row.symbol for row in found.equities() if row.symbol}
    return np.array([symbol in held for symbol in symbols], dtype=np.bool_)


def _specs() -> tuple[ReadingSpec, ...]:
    specs = []
    for name, words in _STYLES.items():
        count = Methodology("number of such members / number of members", _CAVEAT)
        weight = Methodology("sum of w_i of such members / sum of w_i", _CAVEAT)
        specs.append(ReadingSpec(f"{name}_count", "fraction", f"members that {words} / all members", count))
        whole = f"weight of members that {words} / weight of all members"
        specs.append(ReadingSpec(f"{name}_weight", "fraction", whole, weight))
    return tuple(specs)


ROWS: tuple[MemberGroup, ...] = (
    MemberGroup(_specs(), ("1 day",), (InputPart.MEMBERS, InputPart.VALUE_LIST, InputPart.GROWTH_LIST), _shares),
)
