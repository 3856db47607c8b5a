"""Companies ranked by total market cap: breakpoint, band in cumulative-cap percentile, candidates to move. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from math import fsum, isfinite
from typing import NamedTuple

import msgspec

from r2k_tui.analytics.membership.names import unclassed
from r2k_tui.model.index.ranks import Move, RankedMember, Ranks
from r2k_tui.model.text import plural
from r2k_tui.model.threshold import above, at_least, at_most, below

# Rank of the last large company, half the width of the band around it, rank of the last small company.
BREAKPOINT, BAND, BOTTOM = 1000, 0.025, 3000
# Distance to an edge within which a member counts as near it.
NEAR = 0.10


class Company(NamedTuple):
    """One stock of a fund. `cap`: total market cap of its company; None where the source has none."""

    symbol: str
    name: str
    fund: str
    cap: float | None


class Edges(NamedTuple):
    """Where the index cuts. `floor`: cap under which members leave where fewer than `bottom` companies are ranked."""

    at: int = BREAKPOINT
    band: float = BAND
    bottom: int = BOTTOM
    floor: float | None = None
    floor_basis: str = ""


class TooFewCompanies(ValueError):
    """Fewer companies with a market cap than the rank of the breakpoint."""


def ranks(stocks: Sequence[Company], small: str, large: str, edges: Edges) -> Ranks:
    """Rank the companies of both funds. Raises TooFewCompanies.

    Share classes of one company count once, at the larger cap. A member stays while its percentile is within the band
    around that of the breakpoint; there is no band at the bottom.
    """
    known = [stock for stock in stocks if stock.cap is not None and isfinite(stock.cap) and stock.cap > 0]
    missing = tuple(sorted({stock.symbol for stock in stocks} - {stock.symbol for stock in known}))
    companies = _merged(known)
    rows = _ranked(companies)
    if len(rows) < edges.at:
        raise TooFewCompanies(f"{len(rows):,} companies with a market cap, and the breakpoint is the {edges.at:,}th")
    cut = rows[edges.at - 1]
    upper = min((row.cap for row in rows if below(row.percentile, cut.percentile - edges.band)), default=None)
    lower = max((row.cap for row in rows if above(row.percentile, cut.percentile + edges.band)), default=None)
    floor, basis = edges.floor, edges.floor_basis
    if len(rows) >= edges.bottom:
        floor, basis = rows[edges.bottom - 1].cap, f"cap of rank {edges.bottom:,}"
    placed = tuple(_placed(row, small, upper, lower, floor) for row in rows)
    classes = len(known) - len(companies)
    return Ranks(
        small=small,
        large=large,
        members=placed,
        at=edges.at,
        band=edges.band,
        breakpoint=cut.cap,
        percentile=cut.percentile,
        upper=upper,
        lower=lower,
        floor=floor,
        floor_basis=basis if floor is not None else "",
        missing=missing,
        caveats=tuple(_caveats(len(rows), len(missing), classes, edges)),
    )


def _merged(stocks: Iterable[Company]) -> list[Company]:
    """One row per company; a name that occurs once is a company by itself."""
    found: dict[str, Company] = {}
    for stock in stocks:
        key = unclassed(stock.name) or stock.symbol
        known = found.get(key)
        if known is None:
            found[key] = stock
        elif (stock.cap or 0.0) > (known.cap or 0.0):
            found[key] = known._replace(cap=stock.cap)
    return list(found.values())


def _ranked(companies: list[Company]) -> list[RankedMember]:
    """Largest first; equal caps share rank and percentile, and stand in the order of their symbols."""
    caps = [(company.cap or 0.0, company) for company in companies]
    whole = fsum(cap for cap, _ in caps)
    ordered = sorted(caps, key=lambda pair: (-pair[0], pair[1].symbol))
    rows: list[RankedMember] = []
    # Running sum with what each addition lost (Neumaier 1974): as exact as fsum, and one pass.
    counted = lost = 0.0
    for cap, group in groupby(ordered, key=lambda pair: pair[0]):
        equal = list(group)
        for _ in equal:
            total = counted + cap
            lost += (counted - total) + cap if counted >= cap else (cap - total) + counted
            counted = total
        rank, percentile = len(rows) + 1, (counted + lost) / whole
        rows += [RankedMember(row.symbol, row.name, row.fund, cap, rank, percentile) for _, row in equal]
    return rows


def _placed(
    row: RankedMember, small: str, upper: float | None, lower: float | None, floor: float | None
) -> RankedMember:
    """The row with the edge that it lies beyond or near, if any."""
    if row.fund != small:
        return _beside(row, "down", lower, beyond=lower is not None and row.cap <= lower)
    if upper is not None and at_least(row.cap, upper * (1 - NEAR)):
        return _beside(row, "up", upper, beyond=row.cap >= upper)
    return _beside(row, "leave", floor, beyond=floor is not None and row.cap < floor)


def _beside(row: RankedMember, move: Move, edge: float | None, *, beyond: bool) -> RankedMember:
    if edge is None:
        return row
    distance = row.cap / edge - 1
    near = not beyond and bool(at_most(abs(distance), NEAR))
    if not beyond and not near:
        return row
    return msgspec.structs.replace(row, move=move, near=near, distance=distance)


def _caveats(count: int, missing: int, classes: int, edges: Edges) -> Iterable[str]:
    yield f"{count:,} companies of both funds are ranked; each one outside them would move those below down a rank"
    if missing:
        yield f"{plural(missing, 'member')} without a market cap not ranked; each would move those below down a rank"
    if classes:
        yield f"{classes:,} further share class{'' if classes == 1 else 'es'} counted with their company"
    if count < edges.bottom and edges.floor is None:
        yield f"fewer than {edges.bottom:,} companies ranked: who leaves at the bottom is not known"
