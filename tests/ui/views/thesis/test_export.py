"""Claims as a table, and one of them as a copy."""

from __future__ import annotations

from r2k_tui.model.thesis import ClaimResult, Unit, Verdict
from r2k_tui.ui.views.thesis.export import claim_copied, claims_table

CLAIM = ClaimResult(
    "months", "12 of 13 rose", Unit.SHARE, 0.92, 0.85, 13, 0.7, (0.58, 0.96), Verdict.UNPROVEN, "few", "2031-05-16"
)


def test_one_row_per_claim_with_both_ends_of_its_interval() -> None:
    table = claims_table((CLAIM, CLAIM))
    row = dict(zip(table.header, table.rows[0], strict=True))
    assert (row["low"], row["high"], row["verdict"], row["n"]) == (0.58, 0.96, "unproven", 13) and len(table.rows) == 2


def test_a_claim_is_copied_under_its_headings() -> None:
    copied = claim_copied(CLAIM, 0.0)
    names, values = (line.split("\t") for line in copied.text.split("\n"))
    assert copied.what == "claim months" and dict(zip(names, values, strict=True))["measured"] == "0.85"
