"""The tables of the allocation: weights, measures, correlations, stress, hedges."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.model.allocation.portfolio import OptimalPortfolio
from r2k_tui.model.allocation.study import AllocationStudy, Correlations, StressReplay
from r2k_tui.model.money.currency import CASH
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, cut, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, direction, percent, ratio, right, rounded
from r2k_tui.ui.views.allocation.drawing.marks import cut_names, letters, numbered

TITLES = {
    "min_vol": "min-vol",
    "max_sharpe": "max-Sharpe",
    "min_cvar95": "min-CVaR",
    "hrp": "HRP",
    "risk_parity": "risk par.",
    "equal": "equal",
    "own": "own",
    "min_te": "min-TE",
    "max_ir": "max-IR",
    "target_vol": "target vol",
    "target_return": "target ret",
    "min_cdar": "min-CDaR",
    "max_diversification": "max div.",
}
_LEAD = 33


def title(name: str) -> str:
    """The display name of a portfolio."""
    return TITLES.get(name, name)


def share_lines(study: AllocationStudy, target: str, width: int) -> list[Line]:
    """Each member by sleeve, then what else is held or in the target: current weight, target weight, difference, and a
    bar of both.
    """
    aim = study.portfolios.get(target)
    weights = aim.weights if aim else {}
    now = dict(study.plan.current) if study.plan else {}
    most = max([*weights.values(), *now.values(), 0.01])
    lines: list[Line] = [((f" {'':<8}{'now':>8}{'target':>8}{'change':>8}", "dim"), ("  █ target  ● now", "dim"))]
    for sleeve in study.constraints.sleeves:
        whole = sum(weights.get(symbol, 0.0) for symbol in sleeve.members)
        lines.append(((f" {sleeve.name} ", "bright"), (f"{percent(whole, 1, sign=False)} of the total", "dim")))
        for symbol in sleeve.members:
            floor = study.constraints.floors.get(symbol)
            wanted = weights.get(symbol, 0.0) if aim else None
            lines.append(_share(symbol, now.get(symbol, 0.0) if now else None, wanted, most, width, floor))
    inside = {symbol for sleeve in study.constraints.sleeves for symbol in sleeve.members}
    others = [symbol for symbol in dict.fromkeys((*weights, *now)) if symbol not in inside]
    if named := [symbol for symbol in others if symbol != CASH and (weights.get(symbol) or now.get(symbol))]:
        lines.append(((" outside the sleeves", "dim"),))
        # What no trade touches is in no share of the total now.
        traded = {member.symbol for member in study.plan.members} if study.plan else set()
        lines += [
            _share(
                symbol, now.get(symbol, 0.0 if symbol in traded else None), weights.get(symbol, 0.0), most, width, None
            )
            for symbol in named
        ]
    if CASH in others and (CASH in now or weights.get(CASH)):
        lines.append(_share(CASH, now.get(CASH, 0.0) if now else None, weights.get(CASH, 0.0), most, width, None))
    return lines


def _share(symbol: str, now: float | None, wanted: float | None, most: float, width: int, floor: float | None) -> Line:
    change = wanted - now if now is not None and wanted is not None else None
    runs: list[Run] = [
        (f" {symbol[:8]:<8}", "text"),
        (right(percent(now, 1, sign=False), 8), "dim"),
        (right(percent(wanted, 1, sign=False), 8), "bright"),
        (right(percent(change, 1), 8), direction(change)),
        ("  ", "text"),
    ]
    room = width - _LEAD - 10
    if room >= 8:
        runs += _bar(now, wanted or 0.0, most, room)
    if floor is not None:
        runs.append((f" ≥{percent(floor, 0, sign=False)}", "dim"))
    return tuple(runs)


def _bar(now: float | None, wanted: float, most: float, room: int) -> list[Run]:
    filled = round(max(wanted, 0.0) / most * room)
    text = "█" * filled + " " * (room - filled)
    if now is None or now < 0:
        return [(text, "accent")]
    at = min(room - 1, round(now / most * (room - 1)))
    return [(text[:at], "accent"), ("●", "warn"), (text[at + 1 :], "accent")]


_ROWS: tuple[tuple[str, Callable[[OptimalPortfolio], str]], ...] = (
    ("return", lambda p: percent(p.ret, 1)),
    ("vol.", lambda p: percent(p.vol, 1, sign=False)),
    ("Sharpe", lambda p: ratio(p.sharpe)),
    ("Sortino", lambda p: ratio(p.sortino)),
    ("CVaR 1d", lambda p: percent(p.cvar95, 2, sign=False)),
    ("CDaR 95", lambda p: percent(p.cdar95, 1, sign=False)),
    ("max dd", lambda p: percent(p.maxdd, 1)),
    ("  from", lambda p: _month(p.maxdd_peak)),
    ("  to", lambda p: _month(p.maxdd_trough)),
    ("  back", lambda p: _month(p.maxdd_recovered)),
    ("beta", lambda p: ratio(p.beta)),
    ("divers.", lambda p: ratio(p.diversification_ratio)),
    ("turn.", lambda p: percent(p.turnover, 0, sign=False)),
)
_SHORT = {
    "min_vol": "minVol",
    "max_sharpe": "Sharpe",
    "min_cvar95": "CVaR",
    "min_cdar": "CDaR",
    "risk_parity": "parity",
    "max_diversification": "maxDiv",
    "target_vol": "tgtVol",
    "target_return": "tgtRet",
}
_NARROW, _WIDE = 7, 11


def measure_lines(study: AllocationStudy, target: str, width: int) -> list[Line]:
    """One column per portfolio, the target bright: measures, then contributions to variance.

    More portfolios than there is room for stand in several tables, one below the other.
    """
    existing = {name: p for name, p in study.portfolios.items() if p is not None}
    cell = _WIDE if width >= 9 + _WIDE * len(existing) else _NARROW
    each = max(1, (width - 9) // cell)
    names = list(existing)
    parts = [{name: existing[name] for name in names[i : i + each]} for i in range(0, len(names), each)]
    known = letters(study.portfolios)
    lines: list[Line] = []
    for part in parts:
        lines += [
            _titles(part, known, target, cell),
            *(_measure_row(word, text, part, target, cell) for word, text in _ROWS),
        ]
        symbols = dict.fromkeys(symbol for p in part.values() for symbol, weight in p.weights.items() if weight)
        heading: Line = ((" share of the variance", "dim"),)
        shares = [_measure_row(symbol[:7], _contribution(symbol), part, target, cell) for symbol in symbols]
        lines += [BLANK, heading, *shares]
    if any(p.in_sample for p in existing.values()):
        lines.append(((" optima: in sample", "dim"),))
    lines += cut_names(existing, known, cell - 1, width)
    return [*lines, *(((f" {text}", "dim"),) for text in wrapped(_basis(study), max(20, width - 2)))]


def _titles(part: dict[str, OptimalPortfolio], known: dict[str, str], target: str, cell: int) -> Line:
    short = TITLES if cell == _WIDE else TITLES | _SHORT
    words = {name: cut(numbered(name, short.get(name, name), known), 0, cell - 1) for name in part}
    head: list[Run] = [(right(word, cell), "bright" if name == target else "dim") for name, word in words.items()]
    return ((f" {'a year':<8}", "dim"), *head)


def _measure_row(
    word: str, text: Callable[[OptimalPortfolio], str], existing: dict[str, OptimalPortfolio], target: str, cell: int
) -> Line:
    cells = [(right(text(p), cell), "bright" if name == target else "text") for name, p in existing.items()]
    return ((f" {word:<8}", "dim"), *cells)


def _contribution(symbol: str) -> Callable[[OptimalPortfolio], str]:
    return lambda p: percent(p.risk_contributions.get(symbol), 1, sign=False)


def _month(day: str | None) -> str:
    """A day as a month in six cells: 07-10 is October 2007."""
    return MISSING if day is None else day[2:7]


def _basis(study: AllocationStudy) -> str:
    rate = f"rf {percent(study.risk_free, sign=False)} {study.risk_free_from}"
    moments = f"{study.expected_return} returns, {study.covariance} covariance"
    return f"tr, n {study.n_returns}, {study.first} to {study.last}; {moments}; {rate}"


def correlation_lines(result: Correlations, width: int) -> list[Line]:
    """The correlation matrix; strong correlations bright, weak ones dim, with their signs."""
    cell = 6 if width >= 8 + 6 * len(result.symbols) else 4
    lines: list[Line] = [((" " * 8 + "".join(right(s[: cell - 1], cell) for s in result.symbols), "dim"),)]
    for symbol, row in zip(result.symbols, result.rows, strict=False):
        runs: list[Run] = [(f" {symbol[:7]:<7}", "text")]
        for value in row:
            text = MISSING if value is None else rounded(value, 2) if cell == 6 else rounded(value * 100, 0)
            runs.append((right(text if text != "+100" else "1", cell), _strength(value)))
        lines.append(tuple(runs))
    return lines


def _strength(value: float | None) -> str:
    if value is None or abs(value) < 0.3:
        return "dim"
    return "down" if value < 0 else "bright" if value > 0.7 else "text"


def stress_lines(rows: tuple[StressReplay, ...]) -> list[Line]:
    """Stress episodes with the current weights, and the share of the weights with a history of that time."""
    lines: list[Line] = [((f" {'':<18}{'return':>8}{'deepest':>9}{'covered':>9}", "dim"),)]
    for row in rows:
        figures = (
            (right(percent(row.ret, 1), 8), direction(row.ret)),
            (right(percent(row.maxdd, 1), 9), direction(row.maxdd)),
            (right(percent(row.covered, 0, sign=False), 9), "dim" if row.covered > 0.99 else "warn"),
        )
        words = f"  {', '.join(row.stand_ins)}" if row.stand_ins else f"  {row.trough or ''}"
        lines.append(((f" {row.name:<18}", "text"), *figures, (words, "dim")))
    return lines
