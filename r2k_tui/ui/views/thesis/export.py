"""The claims of the ledger as a table, for an export and for a copy."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.model.thesis import ClaimResult
from r2k_tui.ui.drawing.copied import Copied, table_text
from r2k_tui.ui.drawing.table_export import ExportTable

_HEADER = (
    *("id", "claim", "claimed", "measured", "n", "base_rate", "low", "high", "verdict", "reason", "tested"),
    *("vintage", "revision"),
)


def claims_table(claims: Iterable[ClaimResult]) -> ExportTable:
    """One row per claim."""
    rows = []
    for c in claims:
        low, high = c.interval or (None, None)
        figures = (c.claimed, c.measured, c.n, c.base_rate, low, high)
        rows.append((c.id, c.claim, *figures, c.verdict.value, c.reason, c.tested, c.vintage, c.revision))
    return ExportTable(_HEADER, rows)


def claim_copied(claim: ClaimResult, now: float) -> Copied:
    """One claim as a row."""
    return table_text(f"claim {claim.id}", claims_table((claim,)), now)
