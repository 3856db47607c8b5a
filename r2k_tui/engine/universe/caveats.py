"""What a reader must know before trusting sums over the members of one list."""

from __future__ import annotations

from datetime import date

from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.tracking import Tracking, last_reconstitution
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.text import plural


def caveats_of(
    roll: Constituents, past: CloseHistory, as_of: str | None, against: Tracking | None = None
) -> tuple[str, ...]:
    """Sentences, the gravest first; none that does not apply."""
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
