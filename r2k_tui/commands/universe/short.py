"""`r2k universe short`: short interest of the members, and the squeeze list."""

from __future__ import annotations

from typing import Any

import msgspec

from r2k_tui.commands.shared.one_shot import reply_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, iso, number, print_problems, write
from r2k_tui.commands.universe.short_text import short_lines
from r2k_tui.model.index.short_interest import ShortInterest, ShortMember
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import GetShortInterest, ShortInterestReply
from r2k_tui.model.text import plural

# Members named one by one on the terminal.
_MOST_NAMED = 20


def run(options: Options, *, squeeze: bool) -> int:
    """Print the short interest of all members, or of the squeeze list. Returns the exit status."""
    setup = options.setup()
    snapshot, reply = reply_once(setup, GetShortInterest(settled=True))
    found = reply.interest if isinstance(reply, ShortInterestReply) else None
    problems = problems_of(setup.config.market.index, reply)
    if options.json:
        as_of = found.settlement if found is not None else snapshot.as_of
        write(envelope("universe short", snapshot.facts, data_of(found, squeeze=squeeze), as_of, problems))
    else:
        if found is not None:
            print("\n".join(short_lines(found, squeeze=squeeze)))
        print_problems(_condensed(problems))
    return 3 if found is None else 1 if problems else 0


def problems_of(index: str, reply: Reply) -> list[Problem]:
    """What is missing: the answer itself, a newer file, or members without a line."""
    if isinstance(reply, Failure):
        return [Problem(index, reply.kind, reply.message)]
    if not isinstance(reply, ShortInterestReply):
        return []
    found = reply.interest
    problems = [Problem("", "feed", f"shorts: {found.trouble}")] if found.trouble else []
    words = f"no line in the file of {found.settlement}"
    return [*problems, *(Problem(symbol, "missing", words) for symbol in found.missing if symbol != "-")]


def _condensed(problems: list[Problem]) -> list[Problem]:
    """Problems for people: where many members lack a line, their number."""
    missing = [problem for problem in problems if problem.kind == "missing"]
    if len(missing) <= _MOST_NAMED:
        return problems
    words = f"{plural(len(missing), 'member')} not in the file: --json lists them"
    return [*(problem for problem in problems if problem.kind != "missing"), Problem("", "missing", words)]


def data_of(found: ShortInterest | None, *, squeeze: bool) -> dict[str, Any] | None:
    """JSON of the short interest; fractions are fractions, missing figures null."""
    if found is None:
        return None
    rows = found.squeezed() if squeeze else found.members
    return {
        "settlement": found.settlement,
        "age_days": found.age_days,
        "previous_settlement": found.previous_settlement or None,
        "published": found.published,
        "published_by": found.published_by,
        "retrieved_at": iso(found.retrieved_at),
        "source": found.source,
        "next": {
            "settlement": found.next_settlement,
            "expected": found.next_expected,
            "due": found.next_due,
        },
        "coverage": msgspec.structs.asdict(found.coverage),
        "squeeze": {**msgspec.structs.asdict(found.rule), "definition": found.rule.definition},
        "members": [_row(row) for row in rows],
        "caveats": list(found.caveats),
    }


def _row(row: ShortMember) -> dict[str, Any]:
    return {
        "symbol": row.symbol,
        "name": row.name,
        "weight": number(row.weight),
        "shares_short": number(row.shares),
        "previous": number(row.previous),
        "change": number(row.change),
        "fraction": number(row.fraction),
        "fraction_of": row.basis or None,
        "days_to_cover": number(row.days_to_cover),
        "split": row.split,
        "revised": row.revised,
        "above_50d": row.above_50d,
        "squeeze": row.squeeze,
    }
