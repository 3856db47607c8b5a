"""`r2k universe ranks`: members of both funds by market cap, and who lies beyond an edge of the index. An estimate."""

from __future__ import annotations

from typing import Any

from r2k_tui.commands.shared.one_shot import reply_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, print_problems, write
from r2k_tui.commands.universe.lists.ranks_text import ranks_lines
from r2k_tui.model.index.ranks import ESTIMATE, MOVES, RankedMember, Ranks
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import GetRanks, RanksReply


def run(options: Options) -> int:
    """Print the ranks. Returns the exit status."""
    setup = options.setup()
    snapshot, reply = reply_once(setup, GetRanks(settled=True))
    found = reply.ranks if isinstance(reply, RanksReply) else None
    problems = problems_of(setup.config.market.index, reply)
    if options.json:
        as_of = found.last_day if found is not None else snapshot.as_of
        write(envelope("universe", snapshot.facts, data_of(found), as_of, problems))
    else:
        if found is not None:
            tag = "  SIMULATED" if snapshot.facts.simulated else ""
            print("\n".join(ranks_lines(found, tag)))
        print_problems(problems)
    return 3 if found is None else 1 if problems else 0


def problems_of(index: str, reply: Reply) -> list[Problem]:
    """What is missing: the answer itself, or members without a market cap."""
    if isinstance(reply, Failure):
        return [Problem(index, reply.kind, reply.message)]
    if not isinstance(reply, RanksReply):
        return []
    words = "no market cap of this member: it is not ranked"
    return [Problem(symbol, "missing", words) for symbol in reply.ranks.missing]


def data_of(found: Ranks | None) -> dict[str, Any] | None:
    """JSON of the ranks; caps in dollars, percentiles and distances as fractions."""
    if found is None:
        return None
    return {
        "meaning": ESTIMATE,
        "funds": {"small": found.small, "large": found.large},
        "ranked": len(found.members),
        "breakpoint": {"rank": found.at, "cap": found.breakpoint, "percentile": found.percentile},
        "band": {"points": found.band, "upper_cap": found.upper, "lower_cap": found.lower},
        "floor": {"cap": found.floor, "basis": found.floor_basis or None},
        "caps_from": found.first_day,
        "caps_to": found.last_day,
        "candidates": {move: [_row(row) for row in found.candidates(move)] for move in MOVES},
        "near": {move: [_row(row) for row in found.near(move)] for move in MOVES},
        "members": [_row(row) for row in found.members],
        "caveats": list(found.caveats),
    }


def _row(row: RankedMember) -> dict[str, Any]:
    return {
        "symbol": row.symbol,
        "name": row.name,
        "fund": row.fund,
        "cap": row.cap,
        "rank": row.rank,
        "percentile": row.percentile,
        "distance": row.distance,
    }
