"""The rules as a table: one row each with holding beside it, and how many were tried."""

from __future__ import annotations

from r2k_tui.model.rules.study import RuleStudy
from r2k_tui.ui.drawing.table_export import ExportTable

HEADER = (
    *("rule", "tried", "deflated_sharpe", "exposure", "decided", "since", "next_decision", "first", "last"),
    *("cagr", "vol", "sharpe", "maxdd", "hold", "hold_cagr", "hold_vol", "hold_sharpe", "hold_maxdd"),
    *("sharpe_difference", "low", "high", "within_noise", "cost_bp", "source", "SIMULATED"),
)


def rules_table(study: RuleStudy, *, simulated: bool) -> ExportTable:
    """Figures of each rule and of holding the asset it times on the same days, as fractions."""
    rows = [
        (
            rule.name,
            study.tried,
            rule.deflated_sharpe,
            rule.signal.exposure,
            rule.signal.decided,
            rule.signal.since,
            study.next_decision,
            rule.first,
            rule.last,
            *(rule.figures.cagr, rule.figures.vol, rule.figures.sharpe, rule.figures.maxdd),
            rule.asset,
            *(rule.buy_and_hold.cagr, rule.buy_and_hold.vol, rule.buy_and_hold.sharpe, rule.buy_and_hold.maxdd),
            *(rule.sharpe_difference.value, rule.sharpe_difference.low, rule.sharpe_difference.high),
            rule.sharpe_difference.within_noise,
            study.cost_bp,
            study.source,
            simulated,
        )
        for rule in study.rules
    ]
    return ExportTable(HEADER, rows)
