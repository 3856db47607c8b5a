"""A folder of files whose funds are made of factors: closes by month, and factor files in the library's layout."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from r2k_tui.analytics.series.arrays import Days, Floats
from tests.fakes.french_server import STEMS, months, row, text_of

LAST, COUNT = 202508, 120
# Betas of each fund on Mkt-RF, SMB, HML, RMW, CMA, Mom; no noise but that of ODD.
FUNDS = {
    "IWM": (0.9, 0.6, 0.2, -0.3, 0.0, 0.1),
    "IWN": (1.0, 0.7, 0.6, 0.1, 0.2, 0.0),
    "ODD": (1.1, 0.4, -0.2, 0.0, 0.0, 0.0),
}
RATE = 0.003


def factor_returns(count: int = COUNT) -> Floats:
    """Invented factor returns, months x 6, in fractions of two decimals in percent."""
    rng = np.random.default_rng(4)
    result: Floats = np.round(rng.normal(0.4, 3.0, (count, 6)), 2) / 100
    return result


def write_factors(folder: Path, count: int = COUNT, last: int = LAST) -> None:
    """The three files of the library."""
    found, place = factor_returns(count), folder / "factors"
    place.mkdir(parents=True, exist_ok=True)
    for name, columns in {"ff3": (0, 1, 2), "ff5": (0, 1, 2, 3, 4), "mom": (5,)}.items():
        rate = [] if name == "mom" else [100 * RATE]
        lines = [
            row(month, *(100 * found[at, columns].astype(object)), *rate)
            for at, month in enumerate(months(last, count))
        ]
        (place / f"{STEMS[name]}.csv").write_bytes(text_of(name, lines).encode("latin-1"))


def fund_returns(name: str, count: int = COUNT) -> Floats:
    """Monthly returns of a fund of FUNDS."""
    noise = np.random.default_rng(9).normal(0, 0.01, count) if name == "ODD" else 0.0
    result: Floats = factor_returns(count) @ np.array(FUNDS[name]) + RATE + noise
    return result


def write_fund(folder: Path, name: str, days: Days, returns: Sequence[float] | Floats, last: int = LAST) -> None:
    """Closes of a fund on days: every close of a month is the level at its end; days before the first month have 100,
    those after the last month its level."""
    first = np.datetime64(f"{months(last, len(returns))[0] // 100}-{months(last, len(returns))[0] % 100:02d}", "M")
    levels = 100 * np.concatenate([[1.0], np.cumprod(1 + np.asarray(returns))])
    place = np.clip((days.astype("datetime64[M]") - first).astype(int) + 1, 0, len(returns))
    rows = "".join(f"{day},{levels[at]:.10f},{levels[at]:.10f}\n" for day, at in zip(days, place, strict=True))
    (folder / f"{name}.csv").write_text("Date,Close,Adj Close\n" + rows)


def write_market(folder: Path, sessions: Days) -> Path:
    """Ten years of three funds, of cash without a return, and of a fund with 31 months; and their factors."""
    folder.mkdir(parents=True, exist_ok=True)
    days = sessions[(sessions >= np.datetime64("2015-08-03")) & (sessions <= np.datetime64("2025-09-18"))]
    for name in FUNDS:
        write_fund(folder, name, days, fund_returns(name))
    write_fund(folder, "CASH", days, np.zeros(COUNT))
    write_fund(folder, "NEW", days[days >= np.datetime64("2023-01-10")], fund_returns("IWM"))
    write_factors(folder)
    return folder
