"""In sample and out of sample side by side, one portfolio a row, with the interval of each Sharpe ratio."""

from __future__ import annotations

from r2k_tui.model.allocation.portfolio import OptimalPortfolio, SampleFigures, SampleGap
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, fit, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, percent, ratio, right, rounded
from r2k_tui.ui.views.allocation.drawing.marks import cut_names, letters, numbered
from r2k_tui.ui.views.allocation.drawing.tables import title

NAME = 11
_INTERVAL = 15
# With room for it, the interval of the difference stands beside it.
_WIDE = 92


def sample_lines(study: AllocationStudy, target: str, width: int) -> list[Line]:
    """Sharpe ratios with their intervals and differences to the benchmark, then the other measures of the optima."""
    existing = {name: found for name, found in study.portfolios.items() if found is not None}
    optima = {name: found for name, found in existing.items() if found.in_sample is not None}
    wide, known = width >= _WIDE, letters(study.portfolios)
    rows = (
        _sharpe_row(numbered(name, title(name), known), one, name == target, wide) for name, one in existing.items()
    )
    lines = [*_sharpe_head(wide), *rows, *cut_names(existing, known, NAME - 1, width)]
    if optima:
        lines += [
            BLANK,
            *_MEASURE_HEAD,
            *(_measure_row(title(name), one, name == target) for name, one in optima.items()),
        ]
    return [*lines, *(((f" {text}", "dim"),) for note in _notes(study, existing) for text in wrapped(note, width - 2))]


def name_cell(shown: str, style: str) -> Line:
    """The name of a portfolio in the first column."""
    return fit(((f" {shown}", style),), NAME)


def _sharpe_head(wide: bool) -> list[Line]:
    gap = " " * _INTERVAL if wide else ""
    first = f" {'':10}{'Sharpe ratio':>18}{'90 %':>{_INTERVAL}}{'Lo':>5}{'less bench.':>12}{gap}{'turnover a year':>16}"
    ends = f"{'90 %':>{_INTERVAL}}" if wide else ""
    below = f"{'in':>6}{'out':>6}{'gap':>6}{'':>{_INTERVAL}}{'s.e.':>5}{'':>7}{ends}"
    second = f" {'':10}{below}{'':6}{'in':>5}{'out':>5}{'gap':>5}"
    return [((first, "dim"),), ((second, "dim"),)]


def _sharpe_row(name: str, found: OptimalPortfolio, aimed: bool, wide: bool) -> Line:
    style = "bright" if aimed else "text"
    inside, seen, gap = found.in_sample, found.evidence, found.gap
    versus = seen.to_benchmark if seen else None
    noise = versus.within_noise if versus else None
    ends: tuple[Run, ...] = ((_between(versus.low, versus.high) if versus else right(MISSING, _INTERVAL), "dim"),)
    out = seen.sharpe if seen else None
    return (
        *name_cell(name, style),
        (right(ratio(inside.sharpe if inside else None), 6), "dim"),
        (right(ratio(out), 6), style),
        (right(ratio(gap.sharpe if gap else None, sign=True), 6), "dim"),
        (_between(seen.low, seen.high) if seen else right(MISSING, _INTERVAL), style),
        (right(ratio(seen.standard_error if seen else None), 5), "dim"),
        (right(ratio(versus.difference if versus else None, sign=True), 7), style),
        *(ends if wide else ()),
        (f" {'noise' if noise else '':<5}", "dim"),
        (right(_whole(inside.turnover if inside else None), 5), "dim"),
        (right(_whole(found.walk_forward.turnover if found.walk_forward else None), 5), style),
        (right(_whole(gap.turnover if gap else None, sign=True), 5), "dim"),
    )


def _between(low: float | None, high: float | None) -> str:
    return right(MISSING if low is None or high is None else f"{ratio(low)} to {ratio(high)}", _INTERVAL)


_MEASURE_HEAD: list[Line] = [
    ((f" {'%':10}{'return a year':>18}{'volatility':>15}{'CVaR 95, a day':>17}{'max drawdown':>15}", "dim"),),
    ((f" {'':10}{'in   out   gap':>18}{'in  out  gap':>15}{'in  out   gap':>17}{'in  out  gap':>15}", "dim"),),
]


def _measure_row(name: str, found: OptimalPortfolio, aimed: bool) -> Line:
    samples = (found.in_sample, found.walk_forward, found.gap)
    runs: list[Run] = []
    for measure, decimals, widths in _MEASURES:
        for sample, width, style in zip(samples, widths, ("dim", "bright" if aimed else "text", "dim"), strict=True):
            runs.append((right(_bare(sample, measure, decimals), width), style))
    return (*name_cell(name, "bright" if aimed else "text"), *runs)


_MEASURES: tuple[tuple[str, int, tuple[int, int, int]], ...] = (
    ("ret", 1, (6, 6, 6)),
    ("vol", 1, (5, 5, 5)),
    ("cvar95", 2, (6, 5, 6)),
    ("maxdd", 0, (5, 5, 5)),
)


def _bare(sample: SampleFigures | SampleGap | None, measure: str, decimals: int) -> str:
    """A figure in percent without the sign of it, which the heading has."""
    value: float | None = getattr(sample, measure) if sample is not None else None
    if value is None:
        return MISSING
    return rounded(value * 100, decimals, sign=isinstance(sample, SampleGap))


def _notes(study: AllocationStudy, existing: dict[str, OptimalPortfolio]) -> list[str]:
    """What the columns are, each schedule of a walk-forward with its portfolios, and how the intervals were drawn."""
    schedules: dict[str, list[str]] = {}
    for name, found in existing.items():
        if found.walk_forward is not None:
            span = f"{found.walk_forward.first} to {found.walk_forward.last}"
            schedules.setdefault(f"{found.walk_forward.how}, {span}", []).append(title(name))
    notes = [f"out, {', '.join(names)}: {how}" for how, names in schedules.items()]
    if schedules:
        notes.append("gap: in minus out; in is the whole sample, out without its first 756 days")
    if study.walk_forward_absent:
        notes.append(f"no walk-forward: {study.walk_forward_absent}")
    seen = next((found.evidence for found in existing.values() if found.evidence), None)
    if any(found.in_sample is None for found in existing.values()):
        notes.append("fixed weights: out is their whole history, before costs")
    if seen is not None:
        drawn = f"stationary bootstrap, {seen.draws:,} draws, mean block {seen.block} days, seed {seen.seed}"
        notes.append(f"90 %: {drawn}; noise: within noise, the interval of the difference includes 0")
    return notes


def _whole(value: float | None, *, sign: bool = False) -> str:
    return percent(value, 0, sign=sign)
