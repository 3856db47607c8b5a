"""`r2k thesis`: every claim with its measurement and verdict."""

from __future__ import annotations

from typing import Any

import msgspec

from r2k_tui.analytics.studies.verdicts import was_tested
from r2k_tui.commands.shared.one_shot import reply_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import CommandReport, envelope, number, write
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.thesis import GetThesis, ThesisReply
from r2k_tui.model.thesis import ClaimResult, Ledger, Value, Verdict
from r2k_tui.ui.drawing.lines import wrapped
from r2k_tui.ui.views.thesis.ledger import interval_text, value_text, verdict_text

_COLUMNS = (
    "id",
    "claim",
    "claimed",
    "measured",
    "n",
    "base_rate",
    "interval",
    "verdict",
    "reason",
    "vintage",
    "revision",
    "nearest",
    "tried",
    "power",
)
_WIDTH = 110
REQUEST = GetThesis(whole=True)


def run(options: Options) -> int:
    """Print the ledger. Returns the exit status."""

    snapshot, reply = reply_once(options.setup(), REQUEST)
    report = report_of(snapshot, reply)
    if options.json:
        write(report)
    elif isinstance(reply, ThesisReply):
        _print(snapshot, reply.ledger)
    else:
        print(f"! {report.problems[0].message}")
    if not isinstance(reply, ThesisReply) or len(report.problems) == len(reply.ledger.claims):
        return 3
    return 1 if report.problems else 0


def report_of(snapshot: Snapshot, reply: Reply) -> CommandReport:
    """The report on the ledger."""
    if not isinstance(reply, ThesisReply):
        message = reply.message if isinstance(reply, Failure) else "the engine sent no ledger"
        problem = Problem("", reply.kind if isinstance(reply, Failure) else "missing", message)
        return envelope("thesis", snapshot.facts, None, snapshot.as_of, (problem,))
    ledger = reply.ledger
    untested = [claim for claim in ledger.claims if not was_tested(claim.verdict)]
    missing = [Problem("", claim.verdict.value, f"{claim.id}: {claim.reason}") for claim in untested]
    verdicts = {verdict.value: sum(c.verdict is verdict for c in ledger.claims) for verdict in Verdict}
    data = {"claims": [_json(claim) for claim in ledger.claims], "tested": ledger.as_of, "verdicts": verdicts}
    return envelope("thesis", snapshot.facts, data, snapshot.as_of or ledger.as_of, missing)


def _json(claim: ClaimResult) -> dict[str, Any]:
    row = {**msgspec.to_builtins(claim), "claimed": _plain(claim.claimed), "measured": _plain(claim.measured)}
    return {name: row[name] for name in _COLUMNS}


def _plain(value: Value) -> Value:
    return value if isinstance(value, bool) else number(value)


def _print(snapshot: Snapshot, ledger: Ledger) -> None:
    tag = "  SIMULATED" if snapshot.facts.simulated else ""
    print(f"The thesis ledger as of {ledger.as_of}  ({snapshot.facts.name}{tag})")
    for claim in ledger.claims:
        print(f"\n{verdict_text(claim.verdict).upper():<24} {claim.claim}")
        figures = f"claimed {value_text(claim.claimed, claim.unit)}, measured {value_text(claim.measured, claim.unit)}"
        if claim.n is not None:
            figures += f", n {claim.n:,}"
        if claim.interval is not None:
            figures += f", 95 % {interval_text(claim.interval)}, base {value_text(claim.base_rate, claim.unit)}"
        print(f"  {figures}")
        for line in wrapped(claim.reason, _WIDTH):
            print(f"  {line}")
