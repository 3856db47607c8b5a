"""Factor returns of the simulated market: from its own prices where it has them, else invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.model.factors.published import last_published
from r2k_tui.model.factors.table import FF3, FF5, MOMENTUM, FactorTable
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.demo.simulation.noise import key, normal

_SOURCE = "demo (simulated)"
_COLUMNS = {
    FF3: ("Mkt-RF", "SMB", "HML", "RF"),
    FF5: ("Mkt-RF", "SMB", "HML", "RMW", "CMA", "RF"),
    MOMENTUM: ("Mom",),
}
# Dividends of large companies in a month, as a fraction of the price.
_PAID = 0.013 / 12
# Value against growth: the simulated style funds carry one and minus one of the style, half of this factor.
_VALUE = 2.0
# Monthly volatility of what the factors hold beyond the indices: other companies, other weights.
_OTHERS = 0.007
# Monthly volatility of what is invented, and its load on SMB and HML: profitable companies are large, those that
# invest little are cheap, winners are dear.
_INVENTED = {"RMW": (0.018, -0.25, 0.0), "CMA": (0.014, 0.0, 0.35), "Mom": (0.036, 0.0, -0.4)}
_MEAN = {"RMW": 0.0025, "CMA": 0.0020, "Mom": 0.0050}
DailyLevels = Callable[[str], Floats]


def simulated_table(seed: int, name: str, days: Counts, levels: DailyLevels, today: date) -> FactorTable:
    """Table as published by `today`. `levels` gives daily levels of ^GSPC, ^RUT, ^IRX and `style` (a log level) on
    `days` (since 1970-01-01). Raises NotFound for another name, and before the first month is published."""
    if name not in _COLUMNS:
        raise NotFound(f"the simulated market has no factors called {name}")
    months, ends = _month_ends(days)
    kept = months[1:] <= last_published(today)
    if not kept.any():
        raise NotFound("no factor returns of the simulated market are published yet")
    table = _factors(seed, months[1:], ends, levels)
    values = np.column_stack([table[factor] for factor in _COLUMNS[name]])[kept].round(4)
    found = months[1:][kept]
    return FactorTable(
        name,
        _COLUMNS[name],
        found.astype(np.int64).tobytes(),
        np.ascontiguousarray(values).tobytes(),
        str(found[-1]),
        _SOURCE,
        simulated=True,
    )


def _month_ends(days: Counts) -> tuple[Counts, Counts]:
    """Months as YYYYMM, and the place of the last day of each; the last month may be unfinished."""
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    ends = np.append(np.flatnonzero(np.diff(month)), len(days) - 1)
    number = month[ends]
    return (1970 + number // 12) * 100 + number % 12 + 1, ends


def _factors(seed: int, months: Counts, ends: Counts, levels: DailyLevels) -> dict[str, Floats]:
    large, small, style = (levels(symbol)[ends] for symbol in ("^GSPC", "^RUT", "style"))
    bill: Floats = levels("^IRX")[ends[:-1]] / 100 / 12
    market = large[1:] / large[:-1] - 1 + _PAID
    size = small[1:] / small[:-1] - large[1:] / large[:-1] + _OTHERS * normal(key(seed, "factor", "SMB"), months)
    value = np.expm1(_VALUE * np.diff(style)) + _OTHERS * normal(key(seed, "factor", "HML"), months)
    made = {"Mkt-RF": market - bill, "SMB": size, "HML": value, "RF": bill}
    for factor, (own, by_size, by_value) in _INVENTED.items():
        draw = normal(key(seed, "factor", factor), months)
        made[factor] = _MEAN[factor] + own * draw + by_size * size + by_value * value
    return made
