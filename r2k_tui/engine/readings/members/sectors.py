"""Readings of sectors: weights in the index against those in the fund of large companies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from r2k_tui.engine.readings.members.group import MemberGroup, MemberResults
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.reading import Methodology, ReadingResult, ReadingSpec, absent
from r2k_tui.model.market.holdings import FundHoldings

_CAVEAT = "Sectors are those of the fund's provider, not FTSE's (ICB); cash and futures are left out of both funds."
_OTHER = "Other"


def _weights(inputs: MemberInputs) -> MemberResults:
    table, large = inputs.members, inputs.lists[InputPart.LARGE_LIST]
    pairs = zip(table.sector_of.tolist(), table.weights.tolist(), strict=True)
    small = _shares((table.sectors[sector], weight) for sector, weight in pairs)
    others = _shares((row.sector or _OTHER, row.weight) for row in large.equities())
    source = f"{table.source}; {list_words(large)}"
    if not small or not others:
        reason = f"the list of {large.fund if small else table.fund} has no weights"
        return MemberResults(absent(3, reason), table.as_of, source)
    gaps = {name: small.get(name, 0.0) - others.get(name, 0.0) for name in {**small, **others}}
    days = f"; lists of {table.fund} of {table.listed} and of {large.fund} of {large.as_of}"
    n, count = len(table), len(large.equities())
    results = (
        ReadingResult(_ordered(small), n, note=days),
        ReadingResult(_ordered(others), count, note=days, as_of=large.as_of),
        ReadingResult(_ordered(gaps), n + count, note=days),
    )
    return MemberResults(results, table.as_of, source)


def _shares(weights: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Share of each sector in the whole of the known weights; empty without any."""
    sums: dict[str, float] = {}
    for name, weight in weights:
        if weight == weight:
            sums[name] = sums.get(name, 0.0) + weight
    whole = sum(sums.values())
    return {name: weight / whole for name, weight in sums.items() if weight} if whole > 0 else {}


def _ordered(parts: Mapping[str, float]) -> dict[str, float]:
    return dict(sorted(parts.items(), key=lambda item: (-item[1], item[0])))


def list_words(found: FundHoldings) -> str:
    """Fund, day and provider of a list."""
    return f"{found.fund} list of {found.as_of} by {found.origin or 'an import'}"


def _spec(key: str, definition: str, formula: str) -> ReadingSpec:
    return ReadingSpec(key, "fraction", definition, Methodology(formula, _CAVEAT), parts=True)


ROWS: tuple[MemberGroup, ...] = (
    MemberGroup(
        (
            _spec(
                "sector_weights",
                "sector -> weight of its members / weight of all members",
                "sum of w_i in the sector / sum of w_i",
            ),
            _spec(
                "sector_weights_large",
                "sector -> weight of its stocks / weight of all stocks in the fund of large companies",
                "sum of w_i in the sector / sum of w_i",
            ),
            _spec(
                "sector_gaps",
                "sector -> sector_weights - sector_weights_large",
                "weight in the index - weight in the fund of large companies",
            ),
        ),
        ("1 day",),
        (InputPart.MEMBERS, InputPart.LARGE_LIST),
        _weights,
    ),
)
