"""`r2k rules`: rules of market timing against holding what they time."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.rules.text import text_lines
from r2k_tui.commands.shared.one_shot import reply_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, number, print_problems, write
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.allocation.rules import GetRules, RulesReply
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.rules.study import RuleDecisions, RuleDifference, RuleFigures, RuleResult, RuleStudy
from r2k_tui.ui.views.allocation.drawing.rule_words import LIMITS


def run(options: Options, cost_bp: float | None, start: str) -> int:
    """Print the rules. Returns the exit status."""
    request = rules_request(cost_bp, start)
    setup = options.setup()
    market = setup.config.market
    snapshot, reply = reply_once(options.setup((market.small_fund, market.large_fund)), request)
    if not isinstance(reply, RulesReply):
        return _failed(options, snapshot, reply)
    study = reply.study
    problems = problems_of(study)
    if options.json:
        write(envelope("rules", snapshot.facts, as_json(study), snapshot.as_of, problems))
    else:
        tag = " SIMULATED" if snapshot.facts.simulated else ""
        print("\n".join(text_lines(study, f"{snapshot.facts.name}{tag}")))
        print_problems(problems)
    if not study.rules:
        return 3
    return 1 if problems else 0


def rules_request(cost_bp: float | None, start: str) -> GetRules:
    """The request. Raises UsageError for a cost or a day that cannot be."""
    if cost_bp is not None and not 0 <= cost_bp <= 1000:
        raise UsageError(f"--cost-bp {cost_bp:g}: expected 0 to 1000")
    if start:
        try:
            start = date.fromisoformat(start).isoformat()
        except ValueError:
            raise UsageError(f"--start {start}: expected a day as YYYY-MM-DD") from None
    return GetRules(cost_bp, start or None)


def problems_of(study: RuleStudy) -> tuple[Problem, ...]:
    """What was missing, and the rules that could not be computed."""
    absent = tuple(Problem("", "missing", f"{rule.name}: {rule.reason}") for rule in study.absent)
    return (*study.problems, *absent)


def _failed(options: Options, snapshot: Snapshot, reply: Reply) -> int:
    found = reply if isinstance(reply, Failure) else Failure("missing", "the engine sent no rules")
    if options.json:
        write(envelope("rules", snapshot.facts, None, snapshot.as_of, (Problem("", found.kind, found.message),)))
    print(f"r2k: {found.message}", file=sys.stderr)
    return {"usage": 2, "defect": 4}.get(found.kind, 3)


def as_json(study: RuleStudy) -> dict[str, Any]:
    """The data of the JSON report: every rule by its name, with how many were tried beside."""
    return {
        "tried": study.tried,
        "expected_best_sharpe": number(study.expected_best),
        "sharpe_deviation": number(study.sharpe_deviation),
        "cost_bp": study.cost_bp,
        "risk_free_from": study.risk_free_from,
        "next_decision": study.next_decision,
        "bootstrap": {"draws": study.draws, "block_days": study.block_days, "confidence": 0.9},
        "rules": {rule.name: _rule(rule) for rule in study.rules},
        "absent": {rule.name: rule.reason for rule in study.absent},
        "notes": [*study.notes, *LIMITS],
    }


def _rule(rule: RuleResult) -> dict[str, Any]:
    sharpe, mean = rule.sharpe_difference, rule.return_difference
    return {
        "title": rule.title,
        "definition": rule.definition,
        "reference": rule.reference,
        "first": rule.first,
        "last": rule.last,
        "n_returns": rule.n_returns,
        **_figures(rule.figures),
        "buy_and_hold": {"symbol": rule.asset, **_figures(rule.buy_and_hold)},
        "difference": {
            "sharpe": number(sharpe.value),
            "low": number(sharpe.low),
            "high": number(sharpe.high),
            "within_noise": sharpe.within_noise,
            "mean_return": _difference(mean),
        },
        "probabilistic_sharpe": number(rule.probabilistic_sharpe),
        "deflated_sharpe": number(rule.deflated_sharpe),
        "signal": msgspec.to_builtins(rule.signal),
        "decisions": _decisions(rule.decisions),
    }


def _figures(figures: RuleFigures) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(figures)
    return row


def _difference(difference: RuleDifference) -> dict[str, Any]:
    return {
        "value": number(difference.value),
        "low": number(difference.low),
        "high": number(difference.high),
        "within_noise": difference.within_noise,
    }


def _decisions(decisions: RuleDecisions) -> list[dict[str, Any]]:
    decided, traded = (memoryview(column).cast("q") for column in (decisions.time, decisions.traded))
    weights = memoryview(decisions.weights).cast("d")
    width = len(decisions.symbols)
    return [
        {
            "decided": day_of_bar(decided[i]).isoformat(),
            "traded": day_of_bar(traded[i]).isoformat() if traded[i] else None,
            "weights": dict(zip(decisions.symbols, weights[i * width : (i + 1) * width], strict=True)),
        }
        for i in range(len(decided))
    ]
