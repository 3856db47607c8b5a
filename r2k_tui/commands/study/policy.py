"""`r2k study policy`: small caps against large caps around moves of the policy rate."""

from __future__ import annotations

import sys
from typing import Any

import msgspec

from r2k_tui.commands.shared.one_shot import EngineHandle, run_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, write
from r2k_tui.link.protocol import Link
from r2k_tui.model.macro.figures import PolicyStudy
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.macro import GetPolicyStudy, PolicyStudyReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.ui.views.macro.policy import event_lines, outcome_lines, sensitivity_lines, state_lines


def run(options: Options) -> int:
    """Print the study. Returns the exit status."""

    async def ask(_: EngineHandle, link: Link) -> tuple[Snapshot, Reply]:
        reply = await link.ask(GetPolicyStudy(fresh=True))
        snapshot = await link.ask(GetSnapshot())
        assert isinstance(snapshot, Snapshot)
        return snapshot, reply

    snapshot, reply = run_once(options.setup(), ask)
    if not isinstance(reply, PolicyStudyReply):
        message = reply.message if isinstance(reply, Failure) else "the engine sent no study"
        problem = Problem("", reply.kind if isinstance(reply, Failure) else "missing", message)
        if options.json:
            write(envelope("study policy", snapshot.facts, None, snapshot.as_of, (problem,)))
        else:
            print(f"! {message}")
        return 3
    study = reply.study
    problems = [Problem("", "missing", words) for words in study.problems]
    problems += [Problem(one.symbol, "missing", one.reason) for one in study.sensitivity if one.reason]
    if options.json:
        write(envelope("study policy", snapshot.facts, _json(study), snapshot.as_of, problems))
    else:
        _print(snapshot, study)
        for problem in problems:
            print(f"! {problem.message}", file=sys.stderr)
    return 1 if problems else 0


def _json(study: PolicyStudy) -> dict[str, Any]:
    """The data of the JSON report: moves and events as objects, without histories."""
    rows = msgspec.structs.asdict(study)
    for name in ("moves", "first_cuts", "first_rises"):
        rows[name] = [msgspec.structs.asdict(item) for item in rows[name]]
    betas = (msgspec.structs.asdict(one) for one in study.sensitivity)
    rows["sensitivity"] = [{key: value for key, value in one.items() if key not in ("time", "value")} for one in betas]
    return rows


def _print(snapshot: Snapshot, study: PolicyStudy) -> None:
    tag = " SIMULATED" if snapshot.facts.simulated else ""
    span = f"{study.first_day} to {study.last_day}, {study.rate}"
    print(f"{study.small} less {study.large} around the policy rate, {span}  ({snapshot.facts.name}{tag})")
    parts = (outcome_lines(study, 100), state_lines(study), sensitivity_lines(study), event_lines(study, 100))
    for lines in parts:
        for line in lines:
            print("".join(text for text, _ in line).rstrip())
        print()
    dating = (f"moves dated by {study.dated_by}", f"known to {study.known_to}", study.revision)
    print("; ".join(filter(None, dating)))
    print(study.note)
