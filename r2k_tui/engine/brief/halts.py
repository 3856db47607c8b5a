"""Sentence: members that are halted."""

from __future__ import annotations

from r2k_tui.engine.brief.figures import sentence, shown
from r2k_tui.engine.brief.inputs import BriefInputs, Missing
from r2k_tui.model.brief import BriefFigure, Sentence
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.halts.halt import moment

HALTS = "universe halts"
_NAMED = 3


def halted_members(inputs: BriefInputs) -> Sentence:
    """Number of halted members, with the newest halts. Raises Missing."""
    found = inputs.halts
    if isinstance(found, str):
        raise Missing(found)
    if found.read_at is None:
        raise Missing(found.message or "the feed of halts was not read yet")
    if not found.members_known:
        raise Missing("no list of members yet")
    count, day = found.members_halted, new_york_day(found.read_at).isoformat()
    figure = BriefFigure(count, "count", shown(count, "count"), HALTS, "members_halted", "", found.source, day)
    rows = [row.halt for row in found.current if row.member]
    named = "; ".join(f"{halt.symbol} since {moment(halt.halted_at, found.at)}, {halt.words}" for halt in rows[:_NAMED])
    more = f"; {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else ""
    read = f" Feed of {found.source} read at {moment(found.read_at, found.at)} New York."
    market = f" All US stocks are halted: {found.market_wide.words}." if found.market_wide is not None else ""
    return sentence("Halted members: ", figure, f"{f' ({named}{more})' if named else ''}.{market}{read}")
