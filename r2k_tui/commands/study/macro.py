"""`r2k study macro`: the macro and valuation figures, each with its day, source and vintage."""

from __future__ import annotations

from typing import Any

import msgspec

from r2k_tui.commands.shared.one_shot import EngineHandle, run_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, iso, print_problems, write
from r2k_tui.link.protocol import Link
from r2k_tui.model.macro.figures import MacroFigure
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy, MacroReply
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.ui.drawing.numbers import MISSING

_COMMAND = "study macro"
_LEFT_OUT = ("key", "spark", "known_at")


def run(options: Options) -> int:
    """Print the figures. Returns the exit status."""

    async def ask(_: EngineHandle, link: Link) -> tuple[Snapshot, Reply]:
        # Waits for every series to be requested once; the study itself is not needed.
        await link.ask(GetPolicyStudy(fresh=True))
        reply = await link.ask(GetMacro())
        snapshot = await link.ask(GetSnapshot())
        assert isinstance(snapshot, Snapshot)
        return snapshot, reply

    snapshot, reply = run_once(options.setup(), ask)
    if not isinstance(reply, MacroReply):
        problems = [Problem("", reply.kind, reply.message)] if isinstance(reply, Failure) else []
        if options.json:
            write(envelope(_COMMAND, snapshot.facts, None, snapshot.as_of, problems))
        else:
            print_problems(problems)
        return 3
    figures = reply.macro.figures
    problems = [Problem("", "missing", f"{f.key}: {f.reason}") for f in figures if f.value is None]
    if options.json:
        data = {figure.key: _json(figure) for figure in figures}
        write(envelope(_COMMAND, snapshot.facts, data, reply.macro.as_of, problems))
    else:
        _print(snapshot, reply.macro.as_of, figures)
        print_problems(problems)
    if len(problems) == len(figures):
        return 3
    return 1 if problems else 0


def _json(figure: MacroFigure) -> dict[str, Any]:
    row = {name: value for name, value in msgspec.structs.asdict(figure).items() if name not in _LEFT_OUT}
    return {**row, "known_at": iso(figure.known_at)}


def _print(snapshot: Snapshot, day: str, figures: tuple[MacroFigure, ...]) -> None:
    tag = "  SIMULATED" if snapshot.facts.simulated else ""
    print(f"Macro and valuation as of {day}  ({snapshot.facts.name}{tag})")
    for figure in figures:
        value = figure.value
        text = MISSING if value is None else value if isinstance(value, str) else f"{value:,.6g}"
        print(f"  {figure.key:<26} {text:>12} {figure.unit:<9} {figure.as_of:<11} {figure.source}")
