"""`r2k universe changes`: who entered and left the fund of the index, and what else changed between two lists."""

from __future__ import annotations

from typing import Any

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.setup import check_day
from r2k_tui.commands.shared.one_shot import reply_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, number, print_problems, write
from r2k_tui.commands.universe.lists.changes_text import changes_lines
from r2k_tui.model.index.changes import OF_THE_FUND, Held, ListChanges, MemberEntry
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import GetListChanges, ListChangesReply


def run(options: Options, since: str, until: str) -> int:
    """Print the changes from the list of one day to that of another. Returns the exit status."""
    for name, text in (("--since", since), ("--until", until)):
        if text:
            check_day(name, text)
    if since and until and since >= until:
        raise UsageError(f"--until {until} is not after --since {since}")
    setup = options.setup()
    snapshot, reply = reply_once(setup, GetListChanges(since, until))
    fund = setup.config.market.small_fund
    changes = reply.changes if isinstance(reply, ListChangesReply) else None
    problems = problems_of(fund, reply)
    if options.json:
        day = changes.last.as_of if changes is not None else snapshot.as_of
        write(envelope("universe", snapshot.facts, data_of(changes), day, problems))
    else:
        if changes is not None:
            tag = "  SIMULATED" if snapshot.facts.simulated else ""
            print("\n".join(changes_lines(changes, tag)))
        print_problems(problems)
    return 3 if changes is None else 1 if problems else 0


def problems_of(fund: str, reply: Reply) -> list[Problem]:
    """What is missing: the answer itself, or the lists of the fund of large companies."""
    if isinstance(reply, Failure):
        return [Problem(fund, reply.kind, reply.message)]
    if not isinstance(reply, ListChangesReply):
        return []
    changes = reply.changes
    known = changes.other_first is not None and changes.other_last is not None
    words = f"moves between {fund} and {changes.other} are not all known: no list of {changes.other} near each day"
    return [] if known else [Problem(changes.other, "missing", words)]


def data_of(changes: ListChanges | None) -> dict[str, Any] | None:
    """JSON of the changes; weights are fractions of the fund."""
    if changes is None:
        return None
    return {
        "fund": changes.first.fund,
        "meaning": OF_THE_FUND,
        "since": changes.first.as_of,
        "until": changes.last.as_of,
        "members_before": changes.first.members,
        "members_after": changes.last.members,
        "counts": {
            "additions": len(changes.added),
            "deletions": len(changes.deleted),
            "from_other_fund": None if changes.other_first is None else len(changes.moved_down()),
            "to_other_fund": None if changes.other_last is None else len(changes.moved_up()),
            "in_both": len(changes.held),
            "renamed": len(changes.renamed()),
            "maybe_splits": len(changes.splits()),
        },
        "other_fund": changes.other,
        "other_lists": {"since": changes.other_first, "until": changes.other_last},
        "reconstitutions": list(changes.reconstitutions),
        "fund_growth": number(changes.fund_growth),
        "additions": [_entry(row) for row in changes.added],
        "deletions": [_entry(row) for row in changes.deleted],
        "held": [_held(row) for row in changes.held],
        "days_kept": list(changes.days),
        "caveats": list(changes.caveats),
    }


def _entry(row: MemberEntry) -> dict[str, Any]:
    return {
        "symbol": row.symbol,
        "name": row.name,
        "sector": row.sector,
        "weight": row.weight,
        "other_fund": row.other_fund,
        "note": row.note or None,
    }


def _held(row: Held) -> dict[str, Any]:
    return {
        "symbol": row.symbol,
        "name": row.name,
        "symbol_before": row.symbol_before or None,
        "name_before": row.name_before or None,
        "renamed": row.renamed or None,
        "evidence": row.evidence or None,
        "weight_before": row.weight_before,
        "weight_after": row.weight_after,
        "shares_before": number(row.shares_before),
        "shares_after": number(row.shares_after),
        "shares_ratio": number(row.shares_ratio),
        "split": row.split or None,
    }
