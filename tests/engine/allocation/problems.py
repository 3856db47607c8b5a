"""Questions to the laboratory about an invented market."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.engine.allocation.protocol import AllocationProblem
from r2k_tui.engine.allocation.studies.workspace import Workspace, pack_panel

SYMBOLS = ("SPY", "IWM", "AGG", "TLT", "GLD", "VNQ")
EQUITY = Sleeve("US equity", ("SPY", "IWM"), weight=0.45, floors={"IWM": 0.12})
REST = Sleeve("Rest", ("AGG", "TLT", "GLD", "VNQ"), weight=0.55)
SETTINGS = Allocation(sleeves=(EQUITY, REST), lookback_years=1)


def market(days: int = 1500, seed: int = 11) -> Panel:
    """Daily returns of six funds that a common factor moves, equity more than bonds."""
    rng = np.random.default_rng(seed)
    pull = np.array([1.0, 1.25, -0.05, -0.25, 0.05, 1.1])
    own = np.array([0.003, 0.006, 0.0025, 0.008, 0.01, 0.008])
    mean = np.array([0.0005, 0.00045, 0.00012, 0.00018, 0.0004, 0.00035])
    returns = mean + np.outer(rng.standard_t(5, days) * 0.008, pull) + rng.normal(size=(days, 6)) * own
    first = np.datetime64("2015-01-02", "D")
    return Panel(SYMBOLS, str(first - 1), first + np.arange(days), returns)


def problem(settings: Allocation = SETTINGS, panel: Panel | None = None, **more: object) -> AllocationProblem:
    """A problem about all members that the panel has."""
    panel = panel if panel is not None else market()
    members = tuple(symbol for symbol in settings.members if symbol in panel.symbols)
    given: dict[str, object] = {"small": "IWM", "risk_free": 0.0, "benchmark": {members[0]: 1.0}, **more}
    return AllocationProblem(settings=settings, panel=pack_panel(panel), members=members, **given)  # type: ignore[arg-type]


def workspace(settings: Allocation = SETTINGS, panel: Panel | None = None, **more: object) -> Workspace:
    """The same, unpacked."""
    return Workspace(problem(settings, panel, **more))


def unreported(_: int, __: int, ___: str) -> None:
    """Nobody listens to the progress."""
