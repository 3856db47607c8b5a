"""Companies of the simulated index: names, sectors and sizes, all invented."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.sources.demo.simulation.noise import key, normal, uniform

COUNT = 1960
# Sector, its share of the companies, and their name suffixes.
_SECTORS: tuple[tuple[str, float, tuple[str, ...]], ...] = (
    ("Financials", 0.21, ("Bancorp", "Trust", "Capital", "Insurance")),
    ("Health Care", 0.21, ("Therapeutics", "Biosciences", "Medical", "Pharma")),
    ("Industrials", 0.13, ("Industries", "Aerospace", "Logistics", "Machinery")),
    ("Information Technology", 0.11, ("Software", "Semiconductor", "Networks", "Systems")),
    ("Consumer Discretionary", 0.10, ("Retail", "Leisure", "Homes", "Brands")),
    ("Real Estate", 0.055, ("Realty", "Properties", "Residential", "Hotels")),
    ("Energy", 0.055, ("Energy", "Petroleum", "Drilling", "Midstream")),
    ("Materials", 0.04, ("Chemicals", "Metals", "Mining", "Packaging")),
    ("Communication", 0.04, ("Media", "Telecom", "Broadcasting", "Interactive")),
    ("Consumer Staples", 0.032, ("Foods", "Beverages", "Farms", "Household")),
    ("Utilities", 0.018, ("Power", "Water", "Gas", "Electric")),
)
SECTORS = tuple(name for name, _, _ in _SECTORS)
_FIRST, _VOWELS, _LAST = "BCDFGHJKLMNPRSTVWXYZ", "AEIOU", "BDGKLMNPRSTVXZ"


class Companies(NamedTuple):
    """Columns with one entry per company. `beta`: sensitivity to the index; `own`: idiosyncratic daily volatility.

    `price` on the anchor day, `shares` outstanding, annual `earnings` per share, their `growth`, `pace`: seconds
    between two ticks.
    """

    symbols: tuple[str, ...]
    names: tuple[str, ...]
    sector_of: Counts
    beta: Floats
    own: Floats
    price: Floats
    shares: Floats
    earnings: Floats
    growth: Floats
    pace: Counts
    place: dict[str, int]


@lru_cache(maxsize=4)
def companies(seed: int) -> Companies:
    """Companies of one simulated market."""
    count = np.arange(COUNT, dtype=np.int64)

    def drawn(what: str) -> Floats:
        return normal(key(seed, "company", what), count)

    bounds = np.cumsum([share for _, share, _ in _SECTORS])
    sector_of = np.minimum(
        np.searchsorted(bounds, uniform(key(seed, "company", "sector"), count)), len(_SECTORS) - 1
    ).astype(np.int64)
    symbols = tuple(map(symbol_at, range(COUNT)))
    price = np.exp(3.1 + 0.9 * drawn("price")).round(2)
    worth = np.exp(20.6 + 1.0 * drawn("worth"))
    beta = np.clip(1.0 + 0.3 * drawn("beta"), 0.2, 2.2)
    beta /= float((beta * worth).sum() / worth.sum())
    loss = uniform(key(seed, "company", "loss"), count) < np.where(sector_of == 1, 0.75, 0.25)
    earnings = price * np.where(loss, -0.08, 1.0 / np.exp(2.8 + 0.4 * drawn("multiple")))
    sectors = sector_of.tolist()
    return Companies(
        symbols=symbols,
        names=tuple(name_of(symbol, sectors[place], place) for place, symbol in enumerate(symbols)),
        sector_of=sector_of,
        beta=beta,
        own=np.clip(np.exp(-3.9 + 0.35 * drawn("own")), 0.006, 0.08),
        price=price,
        shares=(worth / price).round(),
        earnings=earnings,
        growth=0.12 + 0.2 * drawn("growth"),
        pace=np.clip(np.exp(2.4 - 0.4 * drawn("worth")), 2, 40).astype(np.int64),
        place={symbol: place for place, symbol in enumerate(symbols)},
    )


def symbol_at(place: int) -> str:
    """Ticker of four letters, pronounceable and without a visible order; unique among the first thousands."""
    return _every_symbol()[place * 2741 % len(_every_symbol())]  # a step that is coprime to their number


@lru_cache(maxsize=1)
def _every_symbol() -> tuple[str, ...]:
    return tuple(f"{a}{b}{c}{d}" for a in _FIRST for b in _VOWELS for c in _LAST for d in _VOWELS)


def name_of(symbol: str, sector: int, place: int) -> str:
    """Name of a company, which says that it is simulated."""
    return f"{symbol.title()} {_SECTORS[sector][2][place % 4]} (simulated)"
