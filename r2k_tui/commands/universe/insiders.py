"""`r2k universe insiders`: purchases of the members' insiders, and the clusters among them."""

from __future__ import annotations

from typing import Any

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.one_shot import reply_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, iso, print_problems, write
from r2k_tui.commands.universe.insiders_text import insiders_lines
from r2k_tui.model.insiders.report import (
    BASIS,
    CLUSTER,
    FilingCoverage,
    InsiderPurchase,
    InsiderReport,
    MemberPurchases,
    PurchaseTotals,
)
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import GetInsiders, InsidersReply

MOST_DAYS = 365


def run(options: Options, days: int) -> int:
    """Print the purchases of the last `days` days. Returns the exit status."""
    if not 1 <= days <= MOST_DAYS:
        raise UsageError(f"universe insiders: --days takes 1 to {MOST_DAYS}, got {days}")

    setup = options.setup()
    snapshot, reply = reply_once(setup, GetInsiders(days, settled=True))
    found = reply.report if isinstance(reply, InsidersReply) else None
    problems = problems_of(reply)
    if options.json:
        as_of = found.until if found is not None else snapshot.as_of
        write(envelope("universe insiders", snapshot.facts, data_of(found), as_of, problems))
    else:
        if found is not None and found.coverage.last is not None:
            print("\n".join(insiders_lines(found, simulated=snapshot.facts.simulated)))
        print_problems(problems)
    if found is None or found.coverage.last is None:
        return 3
    return 1 if problems else 0


def problems_of(reply: Reply) -> list[Problem]:
    """What is missing: the answer itself, newer filings, or filings that could not be read."""
    if isinstance(reply, Failure):
        return [Problem("", reply.kind, reply.message)]
    if not isinstance(reply, InsidersReply):
        return []
    report, found = reply.report, []
    if report.trouble:
        found.append(Problem("", "disabled" if report.off else "feed", report.trouble))
    elif report.coverage.last is None:
        found.append(Problem("", "not_found", "no filings are known yet; the first round of requests is under way"))
    if report.coverage.first is not None and report.coverage.first > report.since:
        words = f"filings before {report.coverage.first} are not all known: earlier purchases may be missing"
        found.append(Problem("", "incomplete", words))
    found += [Problem("", "bad_data", words) for words in report.coverage.faults]
    return found


def data_of(found: InsiderReport | None) -> dict[str, Any] | None:
    """JSON of the report; money in dollars, null where a filing states none."""
    if found is None:
        return None
    return {
        "source": found.origin,
        "basis": BASIS,
        "cluster_definition": CLUSTER,
        "off": found.off,
        "days": found.days,
        "since": found.since,
        "until": found.until,
        "coverage": _coverage(found.coverage),
        "clusters": [row.symbol for row in found.clusters()],
        "members": [_member(row) for row in found.members],
        "purchases": [_purchase(row) for row in found.purchases],
        "caveats": list(found.caveats),
    }


def _coverage(one: FilingCoverage) -> dict[str, Any]:
    return {
        "first": one.first,
        "last": one.last,
        "missing": list(one.missing),
        "read_at": iso(one.read_at),
        "under_a_plan": one.planned,
        "unmatched": list(one.unmatched),
    }


def _totals(one: PurchaseTotals) -> dict[str, Any]:
    return {
        "buyers": one.persons,
        "purchases": one.purchases,
        "shares": one.shares,
        "dollars": one.dollars,
        "of_unknown_value": one.unpriced,
    }


def _member(row: MemberPurchases) -> dict[str, Any]:
    cluster = row.cluster
    return {
        "symbol": row.symbol,
        "name": row.name,
        "last_30d": _totals(row.recent),
        "period": _totals(row.period),
        "last_day": row.last_day,
        "last_filed": row.last_filed,
        "cluster": None
        if cluster is None
        else {"persons": cluster.persons, "since": cluster.since, "until": cluster.until},
    }


def _purchase(row: InsiderPurchase) -> dict[str, Any]:
    return {
        "symbol": row.symbol,
        "name": row.name,
        "day": row.day,
        "filed": row.filed,
        "persons": list(row.persons),
        "role": row.role,
        "shares": row.shares,
        "price": row.price,
        "dollars": row.dollars,
        "accession": row.accession,
        "form": row.form,
    }
