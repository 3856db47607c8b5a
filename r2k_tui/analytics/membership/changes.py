"""Additions, deletions, moves, renames, splits: two lists of a fund compared. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from r2k_tui.analytics.membership.matching import MatchedPair, Matching, growth, match, renamed_words
from r2k_tui.analytics.membership.names import RULE, unclassed
from r2k_tui.analytics.membership.splits import split_words
from r2k_tui.model.index.changes import OF_THE_FUND, Held, ListChanges, ListedDay, MemberEntry
from r2k_tui.model.market.holdings import FundHolding, FundHoldings
from r2k_tui.model.text import plural

_IDENTIFIERS = ("cusip", "isin", "sedol")


class OtherLists(NamedTuple):
    """Lists of the fund of large companies near the first and the last day; None where none is near."""

    fund: str
    first: FundHoldings | None
    last: FundHoldings | None


def compare(first: FundHoldings, last: FundHoldings, other: OtherLists) -> ListChanges:
    """Changes from one list to a later one of the same fund."""
    before, after = first.equities(), last.equities()
    found = match(before, after)
    scale = growth(found.pairs)
    kept = {unclassed(pair.after.name): pair.after.symbol for pair in found.pairs}
    reused = found.reused.items()
    return ListChanges(
        first=_listed(first),
        last=_listed(last),
        added=_entries(found.come, other.first, kept, {s: f"ticker reused: it was {w}" for s, (w, _) in reused}),
        deleted=_entries(found.gone, other.last, kept, {s: f"ticker reused: now {n}" for s, (_, n) in reused}),
        held=tuple(_held(pair, scale) for pair in found.pairs),
        fund_growth=scale,
        other=other.fund,
        other_first=other.first.as_of if other.first is not None else None,
        other_last=other.last.as_of if other.last is not None else None,
        caveats=tuple(_caveats(before + after, found, scale)),
    )


def _listed(holdings: FundHoldings) -> ListedDay:
    rows = holdings.equities()
    unlisted = sum(not row.symbol for row in rows)
    return ListedDay(holdings.fund, holdings.as_of, len(rows), unlisted, holdings.origin)


def _entries(
    rows: list[FundHolding], other: FundHoldings | None, kept: Mapping[str, str], reused: Mapping[str, str]
) -> tuple[MemberEntry, ...]:
    """Entries, largest first. `kept`: stocks in both lists by name; `reused`: what is said of a ticker."""
    symbols = None if other is None else {row.symbol for row in other.equities()}
    entries = []
    for row in sorted(rows, key=lambda row: -row.weight):
        sibling = kept.get(unclassed(row.name))
        note = reused.get(row.symbol, "") or (f"another share class of {sibling}" if sibling else "")
        held = None if symbols is None else row.symbol in symbols
        entries.append(MemberEntry(row.symbol, row.name, row.sector, row.weight, held, note))
    return tuple(entries)


def _held(pair: MatchedPair, scale: float | None) -> Held:
    before, after = pair.before, pair.after
    ratio = after.shares / before.shares / scale if before.shares and after.shares and scale else None
    price = after.price / before.price if before.price and after.price else None
    renamed = renamed_words(pair)
    return Held(
        symbol=after.symbol,
        name=after.name,
        weight_before=before.weight,
        weight_after=after.weight,
        shares_before=before.shares,
        shares_after=after.shares,
        shares_ratio=ratio,
        symbol_before=before.symbol if before.symbol != after.symbol else "",
        name_before=before.name if renamed else "",
        renamed=renamed,
        evidence=pair.evidence if renamed else "",
        split=split_words(ratio, price),
    )


def _caveats(rows: tuple[FundHolding, ...], found: Matching, scale: float | None) -> list[str]:
    caveats = [f"changes {OF_THE_FUND}: a fund samples, trades late and holds cash"]
    if scale is not None:
        caveats.append(f"share counts are over the fund's own change, x{scale:.3f} (median): creations and redemptions")
    if not any(getattr(row, key) for row in rows for key in _IDENTIFIERS):
        caveats.append(
            f"the lists have no CUSIP, ISIN or SEDOL: {RULE}; a company that changed ticker and name at once counts as "
            "one deletion and one addition"
        )
    if found.reused:
        caveats.append(
            f"{plural(len(found.reused), 'ticker')} under another name and with another share count: "
            f"{', '.join(sorted(found.reused))}; counted as another company"
        )
    if found.ambiguous:
        caveats.append(f"{plural(found.ambiguous, 'name')} fit several rows and were not matched")
    return caveats
