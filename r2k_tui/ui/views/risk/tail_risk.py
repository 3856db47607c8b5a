"""VaR and CVaR by method, with their backtests."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.readings.reading import Reading
from r2k_tui.ui.drawing.entries import Entry, EntryCell, joined
from r2k_tui.ui.drawing.numbers import MISSING, percent

# Label, VaR key and CVaR key with a placeholder for the percentage, and the name of the method in its backtest's keys.
_METHODS = (
    ("filtered hist.", "fhsvar{}", "fhscvar{}", "fhsvar{}"),
    ("hist. 252", "hvar{}_252", "hcvar{}_252", "hvar{}_252"),
    ("hist. 1260", "hvar{}_1260", "hcvar{}_1260", "hvar{}_1260"),
    ("Gaussian 252", "gvar{}_252", "gcvar{}_252", "gvar{}_252"),
    ("Gaussian 1260", "gvar{}_1260", "gcvar{}_1260", "gvar{}_1260"),
    ("Corn.-F. 252", "cfvar{}_252", "cfcvar{}_252", "cfvar{}_252"),
    ("Corn.-F. 1260", "cfvar{}_1260", "cfcvar{}_1260", "cfvar{}_1260"),
)
_LEVEL = 0.05
_WIDE = 64
_VOLATILITY = (("21d", "rv21"), ("63d", "rv63"), ("252d", "rv252"), ("EWMA", "ewma_vol94"))
_FALL = ("maxdd_px", "maxdd_px_peak", "maxdd_px_trough", "maxdd_px_recovered")


def risk_keys() -> tuple[str, ...]:
    """The readings that the risk view needs."""
    keys = [key for _, key in _VOLATILITY]
    for _, var, cvar, test in _METHODS:
        for level in ("95", "99"):
            name = test.format(level)
            keys += [var.format(level), cvar.format(level), f"breach_rate_{name}"]
            keys += [f"kupiec_p_{name}", f"christoffersen_p_{name}"]
    return (*keys, "rv21_pctile_2520", *_FALL, "curdd_px")


def tail_entries(readings: Mapping[str, Reading], width: int) -> list[Entry]:
    """One line per method: one-day VaR at 95 and 99 %, CVaR, breach rate, and backtests at 99 %."""
    wide = width >= _WIDE
    head = f" {'one day':<14}{'VaR95':>6}{'VaR99':>6}{'CVaR95' if wide else '':>{7 if wide else 0}}{'CVaR99':>7}"
    entries = [Entry(((f"{head}{'breach':>7}{'Kupiec':>8}{'Christ.':>8}", "dim"),))]
    entries += [_method(readings, *method, wide=wide) for method in _METHODS]
    return [*entries, Entry(((" breach and tests at 99 %, p over 0.05 passes: rate; no clusters", "dim"),))]


def _method(readings: Mapping[str, Reading], words: str, var: str, cvar: str, test: str, *, wide: bool) -> Entry:
    name = test.format("99")
    cells: list[EntryCell] = [(f" {words:<14}", "bright" if var.startswith("fhs") else "text", "")]
    cells += [_loss(readings, var.format(level), 6) for level in ("95", "99")]
    cells += [_loss(readings, cvar.format(level), 7) for level in (("95", "99") if wide else ("99",))]
    cells.append(_loss(readings, f"breach_rate_{name}", 7, "dim"))
    cells += [_verdict(readings, f"{kind}_{name}") for kind in ("kupiec_p", "christoffersen_p")]
    return joined(*cells)


def volatility_entries(readings: Mapping[str, Reading], width: int) -> list[Entry]:
    """Realized volatility by window, its percentile over ten years, and the deepest drawdown."""
    cells: list[EntryCell] = [(" realised", "dim", "")]
    for words, key in _VOLATILITY:
        cells += [(f" {words}", "dim", ""), (f" {_percent(readings, key)} ", "text", key)]
    depth, peak, trough, recovered = _FALL
    span = f"  {_day(readings, peak)} to {_day(readings, trough)}"
    span += f", back {_day(readings, recovered, 'not yet')}" if width >= _WIDE else ""
    deepest = (
        (" deepest fall", "dim", ""),
        (f" {_percent(readings, depth)}", "down", depth),
        (span, "dim", ""),
    )
    place = readings.get("rv21_pctile_2520")
    if place is None or place.number is None:
        return [joined(*cells), joined(*deepest)]
    rank = (f" {place.number:.0%}", "text", place.key)
    return [
        joined(*cells),
        joined((" 21d stands at or above", "dim", ""), rank, (" of its last ten years", "dim", "")),
        joined(*deepest),
    ]


def _value(readings: Mapping[str, Reading], key: str) -> float | None:
    reading = readings.get(key)
    return None if reading is None else reading.number


def _day(readings: Mapping[str, Reading], key: str, absent: str = MISSING) -> str:
    reading = readings.get(key)
    return str(reading.value) if reading is not None and reading.value is not None else absent


def _percent(readings: Mapping[str, Reading], key: str) -> str:
    value = _value(readings, key)
    return percent(value, 1, sign=value is not None and value < 0)


def _loss(readings: Mapping[str, Reading], key: str, width: int, style: str = "text") -> EntryCell:
    return f"{_percent(readings, key):>{width}}", style, key


def _verdict(readings: Mapping[str, Reading], key: str) -> EntryCell:
    p = _value(readings, key)
    if p is None:
        return f"{MISSING:>8}", "dim", key
    passes = p > _LEVEL
    return f"{p:>6.2f} {'✓' if passes else '✗'}", "up" if passes else "down", key
