"""VaR and CVaR by method, and which methods their own past breaches allow."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.reading import Reading
from r2k_tui.ui.present.lines import Line, Run
from r2k_tui.ui.present.numbers import MISSING, percent

# Words, VaR key and CVaR key with the percentage left open, and the name of the method in the keys of its backtest.
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
_RISK_KEYS = ("rv21", "rv63", "rv252", "rv21_pctile_2520", "ewma_vol94", "maxdd_px", "maxdd_px_peak", "maxdd_px_trough")


def risk_keys() -> tuple[str, ...]:
    """The readings that the view of risk needs."""
    keys = list(_RISK_KEYS)
    for _, var, cvar, test in _METHODS:
        for level in ("95", "99"):
            name = test.format(level)
            keys += [var.format(level), cvar.format(level), f"breach_rate_{name}"]
            keys += [f"kupiec_p_{name}", f"christoffersen_p_{name}"]
    return (*keys, "curdd_px", "maxdd_px_recovered")


def tail_lines(readings: Mapping[str, Reading], width: int) -> list[Line]:
    """One line a method: loss in one day at 95 and 99 %, its tail, the rate of breaches and its tests at 99 %."""
    head = f" {'one day':<14}{'VaR95':>6}{'VaR99':>6}{'CVaR99':>7}{'breach':>7}{'Kupiec':>8}{'Christ.':>8}"
    lines: list[Line] = [((head, "dim"),)]
    for words, var, cvar, test in _METHODS:
        name = test.format("99")
        kupiec, christoffersen = (_value(readings, f"{kind}_{name}") for kind in ("kupiec_p", "christoffersen_p"))
        runs: list[Run] = [(f" {words:<14}", "bright" if var.startswith("fhs") else "text")]
        runs.append((f"{_percent(readings, var.format('95')):>6}{_percent(readings, var.format('99')):>6}", "text"))
        runs.append((f"{_percent(readings, cvar.format('99')):>7}", "text"))
        runs.append((f"{_percent(readings, f'breach_rate_{name}'):>7}", "dim"))
        runs += [_verdict(kupiec), _verdict(christoffersen)]
        lines.append(tuple(runs))
    lines.append(((" tests at 99 %, p over 0.05 passes: rate; no clusters", "dim"),))
    return lines


def volatility_lines(readings: Mapping[str, Reading]) -> list[Line]:
    """Realised volatility by window, its place in ten years, and the deepest fall."""
    runs: list[Run] = [(" realised ", "dim")]
    for words, key in (("21d", "rv21"), ("63d", "rv63"), ("252d", "rv252"), ("EWMA", "ewma_vol94")):
        runs += [(f"{words} ", "dim"), (f"{_percent(readings, key)}  ", "text")]
    place = _value(readings, "rv21_pctile_2520")
    peak, trough = (readings[key].value if key in readings else None for key in ("maxdd_px_peak", "maxdd_px_trough"))
    recovered = readings["maxdd_px_recovered"].value if "maxdd_px_recovered" in readings else None
    deepest: Line = (
        (" deepest fall ", "dim"),
        (_percent(readings, "maxdd_px"), "down"),
        (f"  {peak or MISSING} to {trough or MISSING}, back {recovered or 'not yet'}", "dim"),
    )
    above: Line = () if place is None else ((f" 21d stands above {place:.0%} of its last ten years", "dim"),)
    return [tuple(runs), above, deepest]


def _value(readings: Mapping[str, Reading], key: str) -> float | None:
    reading = readings.get(key)
    return None if reading is None else reading.number


def _percent(readings: Mapping[str, Reading], key: str) -> str:
    value = _value(readings, key)
    return percent(value, 1, sign=value is not None and value < 0)


def _verdict(p: float | None) -> Run:
    if p is None:
        return f"{MISSING:>8}", "dim"
    passes = p > _LEVEL
    return f"{p:>6.2f} {'✓' if passes else '✗'}", "up" if passes else "down"
