"""Daily log returns of common factors, and the slow level of the bill yield."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.sources.demo.simulation.noise import decaying, key, normal
from r2k_tui.sources.demo.simulation.volatility import Weather

# Daily volatility on a quiet day, and its response to a fall of large caps (flight to safety).
_HIDDEN = {
    "style": (0.0030, 0.0),
    "tech": (0.0045, 0.0),
    "world": (0.0060, 0.0),
    "rates": (0.0080, -0.20),
    "gold": (0.0085, -0.02),
    "goods": (0.0095, 0.05),
}
# Levels of the policy rate, in percent; the last one stays.
_TIDES = (
    *(("1987-09-10", 6.5), ("1989-04-01", 8.9), ("1992-10-01", 3.0), ("1994-01-01", 3.1), ("1995-02-01", 5.9)),
    *(("1998-09-01", 4.9), ("2000-09-01", 6.2), ("2001-12-15", 1.8), ("2004-05-01", 1.0), ("2006-07-01", 5.0)),
    *(("2007-08-01", 4.8), ("2008-11-15", 0.3), ("2015-11-01", 0.1), ("2019-01-15", 2.4), ("2020-02-25", 1.5)),
    *(("2020-03-25", 0.08), ("2022-02-01", 0.3), ("2023-07-15", 5.3), ("2024-08-15", 5.2), ("2025-09-18", 3.9)),
    *(("2027-01-01", 3.4),),
)
_LEAST_YIELD = 0.005
_LEAST_VOLATILITY, _MOST_VOLATILITY = 9.0, 80.0


def hidden(name: str, seed: int, days: Counts, weather: Weather, large: Floats) -> Floats:
    """Log returns of an unlisted factor; `large` are those of large caps. Raises KeyError."""
    volatility, answer = _HIDDEN[name]
    own = normal(key(seed, "factor", name), days)
    returns: Floats = volatility * np.sqrt(weather.strain) * own + answer * large
    return returns


def bill_yield(seed: int, days: Counts) -> Floats:
    """Yield of a three-month bill by session, in percent, never below 0.005."""
    places = np.array([day for day, _ in _TIDES], dtype="datetime64[D]").astype(np.int64)
    tide = np.interp(days, places, [level for _, level in _TIDES])
    ripple = decaying(0.012 * normal(key(seed, "bill"), days), 0.97)
    return np.maximum(tide * (1 + ripple), _LEAST_YIELD).round(3)


def implied_volatility(seed: int, symbol: str, days: Counts, sigma: Floats, returns: Floats) -> Floats:
    """Implied volatility index, in percent a year: it tracks `sigma` (daily) and jumps when prices fall; 9 to 80."""
    mixed = 0.0026 + 0.82 * sigma
    answer = decaying(-2.8 * np.clip(returns, -0.06, 0.06), 0.82)
    mood = decaying(0.03 * normal(key(seed, "mood", symbol), days), 0.92)
    raw = 100.0 * np.sqrt(252.0) * 1.05 * mixed * np.exp(answer + mood)
    # Smooth edges, so that quiet months are not flat at the floor.
    above = _LEAST_VOLATILITY + np.logaddexp(0.0, raw - _LEAST_VOLATILITY)
    levels: Floats = np.round(_MOST_VOLATILITY - 4.0 * np.logaddexp(0.0, (_MOST_VOLATILITY - above) / 4.0), 2)
    return levels
