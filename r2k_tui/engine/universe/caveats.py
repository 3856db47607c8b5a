"""What a reader must know before trusting sums over the members of one list."""

from __future__ import annotations

from r2k_tui.engine.universe.past import Past
from r2k_tui.engine.universe.roll import Roll
from r2k_tui.model.days import day_of_bar


def caveats_of(roll: Roll, past: Past, as_of: str | None) -> tuple[str, ...]:
    """Sentences, the gravest first; none that does not apply."""
    found = []
    if as_of is not None and as_of < roll.as_of:
        found.append(
            f"the list is of {roll.as_of}, later than the prices: companies that left the index before are missing"
        )
    if len(past.table.days):
        first = day_of_bar(int(past.table.days[0]) * 86400)
        found.append(
            f"history since {first} is that of the members of {roll.as_of}: companies that left the index are missing, "
            "so the past looks better than it was (survivorship)"
        )
        if absent := int(past.absent.sum()):
            share = float(roll.weights[past.absent].sum())
            found.append(f"{absent} members, {share:.1%} of the weight, have no closes")
    if past.basis == "tr":
        found.append("closes are adjusted for dividends: averages and highs lie a little lower than those of prices")
    return tuple(found)
