"""A folder of invented daily bars, and settings to go with them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

LAST_DAY = date(2024, 6, 28)
_DAYS = 3000
# A year more than the longest range that is not all there is: less to read and to compute with each start.
SHORT = 1600
# First price, and the size of a usual day.
_MARKET = {
    "RUT": (1200.0, 0.010),
    "IWM": (120.0, 0.010),
    "GSPC": (2200.0, 0.007),
    "SPY": (220.0, 0.007),
    "VIX": (17.0, 0.004),
    "HYG": (85.0, 0.003),
    "IEF": (105.0, 0.003),
    "IRX": (3.0, 0.001),
    "TLT": (130.0, 0.006),
}
SYMBOLS = ("^RUT", "IWM", "^GSPC", "SPY", "^VIX", "TLT")
# Tests run on every day of the year: near a reconstitution, an alert would come by itself.
SETTINGS = """\
[built_in_alerts]
reconstitution = false

# What I watch.
[watchlist]
symbols = [
    "^RUT",   # the index
    "IWM",    # its fund
    "^GSPC",
    "SPY",    # the large ones
    "^VIX",
]

[display]
range = "1Y"   # I like a year
"""


def write_market(folder: Path, days: int = _DAYS) -> dict[str, float]:
    """Write one file per symbol; returns the last close of each, by the name of its file."""
    folder.mkdir(parents=True, exist_ok=True)
    return {name: _write(folder / f"{name}.csv", days, *shape) for name, shape in _MARKET.items()}


def _write(path: Path, count: int, price: float, usual: float) -> float:
    chance = random.Random(path.name)
    lines = ["Date,Open,High,Low,Close,Volume"]
    for day in _weekdays(count):
        opened, price = price, round(price * (1.0 + chance.gauss(0.0002, usual)), 2)
        high, low = max(opened, price) * 1.002, min(opened, price) * 0.998
        lines.append(f"{day},{opened:.2f},{high:.2f},{low:.2f},{price:.2f},{chance.randint(900_000, 1_100_000)}")
    path.write_text("\n".join(lines) + "\n")
    return price


def _weekdays(count: int) -> list[date]:
    days = [LAST_DAY - timedelta(days=back) for back in range(count * 7 // 5)]
    return sorted(day for day in days if day.weekday() < 5)
