"""Sentences about the members: who carried the move, breadth and sectors; and about styles."""

from __future__ import annotations

from r2k_tui.engine.brief.figures import composed, joined, of_members, of_reading, sentence
from r2k_tui.engine.brief.inputs import BriefInputs, Missing
from r2k_tui.model.brief import BriefFigure, BriefSection, Sentence
from r2k_tui.model.market.holdings import GROWTH_FUND, VALUE_FUND
from r2k_tui.model.market.universe import Mover, SectorRow, Summary

_NAMED, _SECTORS = 3, 2
# A list of fewer priced members than this share of its weight speaks of itself, not of the index.
_LEAST_COVERAGE = 0.5
MEMBERS_COMMAND = "r2k universe"


def carried_section(inputs: BriefInputs) -> BriefSection:
    """Who carried the move."""
    return BriefSection(
        "Who carried it",
        (
            *composed("who carried it", lambda: _list(inputs)),
            *(_carried(_members(inputs)) if _known(inputs) else ()),
        ),
    )


def breadth_section(inputs: BriefInputs) -> BriefSection:
    """Breadth, sectors, styles."""
    return BriefSection(
        "Breadth, sectors, styles",
        (
            *(_broad(_members(inputs)) if _known(inputs) else composed("breadth and sectors", _as_above)),
            *composed("styles", lambda: _styles(inputs)),
        ),
    )


def _as_above() -> Sentence:
    raise Missing("for the same reason")


def _broad(members: Summary) -> tuple[Sentence, ...]:
    return (*composed("breadth", lambda: _breadth(members)), *composed("sectors", lambda: _sectors(members)))


def _members(inputs: BriefInputs) -> Summary:
    found = inputs.members
    if isinstance(found, str):
        raise Missing(found)
    if found.as_of is None or not found.priced:
        raise Missing("no member has a price on that day")
    if found.as_of != inputs.day.isoformat():
        raise Missing(f"the prices of the members are of {found.as_of}")
    if found.coverage < _LEAST_COVERAGE:
        raise Missing(f"{found.priced:,} of {found.members:,} members have a price, too few to speak of the index")
    return found


def _known(inputs: BriefInputs) -> bool:
    try:
        _members(inputs)
    except Missing:
        return False
    return True


def _list(inputs: BriefInputs) -> Sentence:
    members = _members(inputs)
    listed = of_members(members, "holdings_as_of", members.holdings_as_of, "date")
    count = of_members(members, "members", members.members, "count")
    priced, share = (
        of_members(members, "priced", members.priced, "count"),
        of_members(members, "coverage", members.coverage, "share"),
    )
    head = (priced, " of ", count, " members have a price, ", share)
    return sentence(*head, f" of the weight, by the {members.fund} list of ", listed, ".")


def _caveats(members: Summary) -> Sentence | None:
    """The first caveat in full, and where the others are."""
    if not members.caveats:
        return None
    first, rest = members.caveats[0], len(members.caveats) - 1
    return sentence(f"Caveat: {first}." + (f" {rest} more by {MEMBERS_COMMAND}." if rest else ""))


def _carried(members: Summary) -> tuple[Sentence, ...]:
    return (
        *composed("how many carried it", lambda: _carriers(members)),
        *composed("the largest contributions", lambda: _contributions(members)),
        *composed("caveats", lambda: _caveats(members)),
    )


def _carriers(members: Summary) -> Sentence:
    carriers = members.carriers
    if carriers is None:
        raise Missing("no contributions")
    move = of_members(members, "carriers.move", carriers.move, "return")
    top = of_members(members, "carriers.top_8", carriers.top_8, "return")
    if carriers.count is None:
        return sentence("Their contributions add up to ", move, "; the eight largest in that direction to ", top, ".")
    count = of_members(members, "carriers.count", carriers.count, "count")
    head = ("Their contributions add up to ", move, "; the ", count, " largest in that direction make up all of it, ")
    return sentence(*head, "the eight largest ", top, ".")


def _contributions(members: Summary) -> Sentence:
    up, down = members.contributors[:_NAMED], members.detractors[:_NAMED]
    if not up and not down:
        raise Missing("no contributions")
    most = joined([_contribution(members, mover) for mover in up]) or ("none",)
    least = joined([_contribution(members, mover) for mover in down]) or ("none",)
    return sentence("Added most: ", *most, "; subtracted most: ", *least, ".")


def _contribution(members: Summary, mover: Mover) -> tuple[str | BriefFigure, ...]:
    key = f"contribution[{mover.symbol}].contribution"
    return (f"{mover.symbol} ", of_members(members, key, mover.contribution, "return"))


def _breadth(members: Summary) -> Sentence:
    breadth = members.breadth
    rose, fell = (
        of_members(members, f"breadth.{name}", value, "count")
        for name, value in (("advancers", breadth.advancers), ("decliners", breadth.decliners))
    )
    short, long = (
        of_members(members, f"breadth.{name}", value, "share")
        for name, value in (("above_50d", breadth.above_50d), ("above_200d", breadth.above_200d))
    )
    highs, lows = (
        of_members(members, f"breadth.{name}", value, "count")
        for name, value in (("new_highs_52w", breadth.new_highs_52w), ("new_lows_52w", breadth.new_lows_52w))
    )
    head = (rose, " members rose, ", fell, " fell; ", short, " are above their 50-day average, ", long)
    return sentence(*head, " above the 200-day; 52-week highs: ", highs, ", lows: ", lows, ".")


def _sectors(members: Summary) -> Sentence:
    rows = sorted((row for row in members.sectors if row.ret_1d is not None), key=lambda row: -(row.ret_1d or 0.0))
    if len(rows) < 2 * _SECTORS:
        raise Missing("too few sectors have a price")
    cap, equal = (
        of_members(members, f"returns.{name}", value, "return")
        for name, value in (("cap_weighted", members.cap_weighted), ("equal_weighted", members.equal_weighted))
    )
    first, last = (joined([_sector(members, row) for row in part]) for part in (rows[:_SECTORS], rows[-_SECTORS:]))
    tail = ("Members with a price, cap-weighted ", cap, ", equal-weighted ", equal, ".")
    return sentence("Top sectors: ", *first, "; bottom: ", *last, ". ", *tail)


def _sector(members: Summary, row: SectorRow) -> tuple[str | BriefFigure, ...]:
    return (f"{row.sector} ", of_members(members, f"sectors[{row.sector}].ret_1d", row.ret_1d, "return"))


def _styles(inputs: BriefInputs) -> Sentence:
    parts = []
    for symbol, style in ((GROWTH_FUND, "Growth"), (VALUE_FUND, "value")):
        day, month = (of_reading(inputs, symbol, key, "return") for key in ("ret_1d", "ret_1m"))
        parts.append((f"{style} ({symbol}) ", day, ", 1 month ", month))
    return sentence(*joined(parts, "; "), ".")
