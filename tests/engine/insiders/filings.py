"""Filings of invented insiders, short to write.

filing("2025-09-17", persons=(1,), trades=(("2025-09-15", 100.0, 12.5),))
"""

from __future__ import annotations

from collections.abc import Sequence

from r2k_tui.model.insiders.filing import InsiderFiling, InsiderOwner, InsiderTrade

Terms = tuple[str, float | None, float | None]


def filing(
    filed: str,
    symbol: str = "AAA",
    persons: Sequence[int] = (1,),
    trades: Sequence[Terms] = (("2025-09-15", 100.0, 12.5),),
    number: int = 1,
    **more: object,
) -> InsiderFiling:
    """A filing about a company whose CIK follows from its symbol."""
    owners = tuple(InsiderOwner(str(one), f"Doe {one}", "director") for one in persons)
    issuer = str(sum(map(ord, symbol)))
    bought = tuple(InsiderTrade(*one) for one in trades)
    period = min((one.day for one in bought), default="")
    fields: dict[str, object] = {"form": "4", "period": period, **more}
    return InsiderFiling(
        f"000000000{number % 10}-25-{number:06d}",
        symbol=symbol,
        issuer=issuer,
        filed=filed,
        owners=owners,
        purchases=bought,
        **fields,  # type: ignore[arg-type]
    )
