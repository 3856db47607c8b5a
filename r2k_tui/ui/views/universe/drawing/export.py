"""All members as a table, for an export."""

from __future__ import annotations

from collections.abc import Sequence

from r2k_tui.ui.drawing.table_export import ExportCell, ExportTable, iso
from r2k_tui.ui.mirror.member_figures import ConstituentRow

_HEADER = (
    *("symbol", "name", "sector", "weight", "price", "ret_1d", "contribution", "from_50d", "from_200d", "range_52w"),
    *("new_extreme_52w", "market_cap", "forward_pe", "time", "fund", "holdings_as_of", "source", "simulated"),
)


def members_table(
    rows: Sequence[ConstituentRow], fund: str, holdings_as_of: str, source: str, *, simulated: bool
) -> ExportTable:
    """One row per member; percentages are fractions, a contribution is weight x return."""
    origin = (fund, holdings_as_of, source, simulated)
    made: list[tuple[ExportCell, ...]] = [
        (*row[:-4], ("low", "", "high")[row.extreme + 1], row.market_cap, row.forward_pe, iso(row.time), *origin)
        for row in rows
    ]
    return ExportTable(_HEADER, made)
