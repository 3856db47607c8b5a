"""`r2k factors`: one request, its JSON report or its table, problems, exit status."""

from __future__ import annotations

import sys

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.factors.report import as_json
from r2k_tui.commands.factors.text import study_lines
from r2k_tui.commands.shared.one_shot import reply_once
from r2k_tui.commands.shared.options import Options, quoted_symbols
from r2k_tui.commands.shared.report import envelope, print_problems, write
from r2k_tui.model.factors.models import MODELS
from r2k_tui.model.factors.study import FactorStudy
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.allocation.factors import FactorsReply, GetFactors
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.text import clean

# Notes for the user; the result is complete.
_HARMLESS = ("note",)


def run(options: Options, names: list[str], model: str, *, members: bool) -> int:
    """Print the regressions. Returns the exit status."""
    if model not in MODELS:
        raise UsageError(f"--model {clean(model, 40)}: expected one of {', '.join(MODELS)}")
    portfolios = tuple(dict.fromkeys(name for name in names if name in options.setup().config.allocation.names))
    symbols = quoted_symbols([name for name in names if name not in portfolios])
    snapshot, reply = reply_once(options.setup(symbols), GetFactors(symbols, portfolios, model, members))
    if not isinstance(reply, FactorsReply):
        return _failed(options, snapshot, reply)
    study = reply.study
    if options.json:
        write(envelope("factors", snapshot.facts, as_json(study), snapshot.as_of, study.problems))
    else:
        for line in study_lines(study, snapshot.facts):
            print(line)
        print_problems(study.problems)
    return _status(study)


def _status(study: FactorStudy) -> int:
    if not study.fits and study.members is None:
        return 3
    return 1 if any(problem.kind not in _HARMLESS for problem in study.problems) else 0


def _failed(options: Options, snapshot: Snapshot, reply: Reply) -> int:
    failure = reply if isinstance(reply, Failure) else Failure("defect", "the engine knows no factors")
    if options.json:
        problems = (Problem("", failure.kind, failure.message),)
        write(envelope("factors", snapshot.facts, None, snapshot.as_of, problems))
    print(f"r2k: {failure.message}", file=sys.stderr)
    return {"usage": 2, "defect": 4}.get(failure.kind, 3)
