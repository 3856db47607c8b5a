"""Daily index aggregates: breadth, sector returns, movers, contributions, valuation."""

from __future__ import annotations

from datetime import date

import numpy as np

from r2k_tui.analytics.cross_section.returns import by_sector, carriers, equal_mean, weighted_mean
from r2k_tui.analytics.cross_section.valuation import aggregate_growth, harmonic_pe
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.prices import ConstituentPrices
from r2k_tui.engine.universe.snapshot import MarkArray, UniverseSnapshot, earnings_yields
from r2k_tui.engine.universe.tracking import Tracking, last_reconstitution
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.universe import NO, UNKNOWN, YES, Breadth, Contributors, Mover, SectorRow, Summary, Valuation
from r2k_tui.model.text import plural

MOVERS = 20
# Minimum weight in a ranking of movers: a smaller constituent cannot move the index, however large its return.
_LEAST_WEIGHT = 1e-5


def summary_of(roll: Constituents, day: UniverseSnapshot, names: tuple[str, ...]) -> Summary:
    """Summary of one day. The caller adds the valuation, the unknown symbols and the caveats."""
    priced = np.isfinite(day.ret_1d)
    whole = weighted_mean(day.weight, day.ret_1d)
    carried = carriers(day.contribution)
    heavy = priced & (day.weight >= _LEAST_WEIGHT)
    return Summary(
        key=roll.key,
        fund=roll.fund,
        holdings_as_of=roll.as_of,
        as_of=day.day.isoformat() if day.day else None,
        members=len(roll),
        priced=int(priced.sum()),
        coverage=whole.coverage,
        breadth=breadth_of(day),
        cap_weighted=_number(whole.value),
        equal_weighted=_number(equal_mean(day.ret_1d)),
        sectors=_sectors(roll, day),
        up=_ranked(roll, day, names, day.ret_1d, heavy & (day.ret_1d > 0), -1),
        down=_ranked(roll, day, names, day.ret_1d, heavy & (day.ret_1d < 0), 1),
        contributors=_ranked(roll, day, names, day.contribution, priced & (day.contribution > 0), -1),
        detractors=_ranked(roll, day, names, day.contribution, priced & (day.contribution < 0), 1),
        carriers=Contributors(carried.move, carried.least or None, carried.top_8) if carried else None,
    )


def breadth_of(day: UniverseSnapshot) -> Breadth:
    """Market breadth of one day. Shares cover only constituents with sufficient history; None if there are none."""
    above_50d, n_50d = _share(day.above_50d)
    above_200d, n_200d = _share(day.above_200d)
    known = int((day.new_high != UNKNOWN).sum())
    return Breadth(
        above_50d=above_50d,
        above_200d=above_200d,
        n_50d=n_50d,
        n_200d=n_200d,
        advancers=int((day.ret_1d > 0).sum()),
        decliners=int((day.ret_1d < 0).sum()),
        unchanged=int((day.ret_1d == 0).sum()),
        new_highs_52w=int((day.new_high == YES).sum()) if known else None,
        new_lows_52w=int((day.new_low == YES).sum()) if known else None,
        n_52w=known,
    )


def valuation_of(roll: Constituents, prices: ConstituentPrices, price: Floats, weight: Floats) -> Valuation | None:
    """Bottom-up forward P/E and earnings growth of the fund; None if no constituent has an earnings estimate."""
    yields = earnings_yields(price, prices)
    whole, earning = harmonic_pe(weight, yields, losses=True), harmonic_pe(weight, yields, losses=False)
    if not whole.coverage:
        return None
    growth = aggregate_growth(
        weight, prices.figure("forward_eps"), prices.figure("this_year_eps"), prices.figure("shares")
    )
    return Valuation(
        fund=roll.fund,
        holdings_as_of=roll.as_of,
        with_losses=_number(whole.value),
        without_losses=_number(earning.value),
        coverage=whole.coverage,
        coverage_without_losses=earning.coverage,
        earnings_growth=_number(growth.value),
        growth_coverage=growth.coverage,
    )


def _share(marks: MarkArray) -> tuple[float | None, int]:
    yes, known = int((marks == YES).sum()), int(((marks == YES) | (marks == NO)).sum())
    return (yes / known if known else None), known


def _sectors(roll: Constituents, day: UniverseSnapshot) -> tuple[SectorRow, ...]:
    rows = by_sector(roll.sector_of, len(roll.sectors), day.weight, day.ret_1d)
    found = [
        SectorRow(name, s.weight, _number(s.ret), s.contribution if s.priced else None, s.members, s.priced)
        for name, s in zip(roll.sectors, rows, strict=True)
        if s.members
    ]
    return tuple(sorted(found, key=lambda row: -row.weight))


def _ranked(
    roll: Constituents, day: UniverseSnapshot, names: tuple[str, ...], value: Floats, wanted: np.ndarray, sign: int
) -> tuple[Mover, ...]:
    places = np.flatnonzero(wanted)
    order = places[np.argsort(sign * value[places], kind="stable")][:MOVERS]
    return tuple(
        Mover(
            place,
            roll.symbols[place],
            names[place],
            roll.sectors[int(roll.sector_of[place])],
            float(day.weight[place]),
            float(day.price[place]),
            float(day.ret_1d[place]),
            float(day.contribution[place]),
        )
        for place in order.tolist()
    )


def _number(value: float) -> float | None:
    return value if np.isfinite(value) else None


def caveats_of(
    roll: Constituents, past: CloseHistory, as_of: str | None, against: Tracking | None = None
) -> tuple[str, ...]:
    """Applicable data-quality caveats as sentences, most serious first."""
    found = []
    if as_of is not None and as_of < roll.as_of:
        found.append(
            f"the list is of {roll.as_of}, later than the prices: companies that left the index before are missing"
        )
    if as_of is not None and as_of > roll.as_of:
        anew = last_reconstitution(date.fromisoformat(as_of))
        if roll.as_of <= anew.isoformat():
            found.append(
                f"the list is of {roll.as_of}, older than the reconstitution of the index after the close of {anew}: "
                "members that came and left then are wrong"
            )
    if len(past.table.days):
        first = day_of_bar(int(past.table.days[0]) * 86400)
        found.append(
            f"history since {first} is that of the members of {roll.as_of}: companies that left the index are missing, "
            "so the past looks better than it was (survivorship)"
        )
        if absent := int(past.absent.sum()):
            share = float(roll.weights[past.absent].sum())
            found.append(f"no closes of {plural(absent, 'member')}, {share:.1%} of the weight")
    if against is not None:
        found.append(
            f"measured over {against.sessions:,} sessions to {against.last}, the members of this list "
            f"at fixed shares gained {against.difference * 100:+.1f} points a year on {roll.fund} ({past.basis})"
        )
    if past.basis == "tr":
        found.append("closes are adjusted for dividends: averages and highs lie a little lower than those of prices")
    return tuple(found)
