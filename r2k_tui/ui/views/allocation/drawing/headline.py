"""One sentence: what the choice of a target costs or gains against the baseline, out of sample."""

from __future__ import annotations

from r2k_tui.model.allocation.evidence import SharpeDifference
from r2k_tui.model.allocation.portfolio import OptimalPortfolio
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.ui.drawing.numbers import ratio
from r2k_tui.ui.views.allocation.drawing.tables import title

_PLAIN = {"own": "your own weights", "equal": "the policy mix"}


def headline(study: AllocationStudy, target: str) -> str:
    """The sentence for a target; for the baseline itself, what the best optimum in sample would change."""
    base = study.baseline
    chosen = study.portfolios.get(target)
    if target != base:
        if chosen is None:
            return f"{_plain(target)} could not be computed, so there is nothing to compare with {_plain(base)}"
        return _capital(_compared(study, target, chosen))
    best = _best_in_sample(study)
    if best is None:
        why = f": {study.walk_forward_absent}" if study.walk_forward_absent else ""
        return f"Target {_plain(base)}. Nothing out of sample to compare with{why}"
    name, found = best
    return f"Target {_plain(base)}. The best in sample, {_compared(study, name, found)}"


def _best_in_sample(study: AllocationStudy) -> tuple[str, OptimalPortfolio] | None:
    """The optimum with the greatest Sharpe ratio in sample that has been compared with the baseline out of sample."""
    ranked = [
        (found.in_sample.sharpe, name, found)
        for name, found in study.portfolios.items()
        if found and found.in_sample and found.in_sample.sharpe is not None and _difference(found) is not None
    ]
    if not ranked:
        return None
    _, name, found = max(ranked, key=lambda row: row[0])
    return name, found


def _compared(study: AllocationStudy, name: str, found: OptimalPortfolio) -> str:
    against = f"{_plain(name)} instead of {_plain(study.baseline)}"
    difference = _difference(found)
    if difference is None:
        inside = found.in_sample.sharpe if found.in_sample else None
        seen = "" if inside is None else f", only in sample (Sharpe {inside:.2f})"
        return f"{against}: not comparable out of sample{seen}"
    where = "out of sample" if found.in_sample else f"since {difference.first}"
    before = (
        f"; in sample it looked like {ratio(difference.in_sample, sign=True)}"
        if difference.in_sample is not None
        else ""
    )
    return f"{against}: Sharpe {ratio(difference.difference, sign=True)} {where}{_certainty(difference)}{before}"


def _certainty(difference: SharpeDifference) -> str:
    if difference.within_noise is None:
        return ", without an interval"
    interval = f" (90 %: {ratio(difference.low, sign=True)} to {ratio(difference.high, sign=True)})"
    return f"{interval}, {'within noise' if difference.within_noise else 'more than noise'}"


def _difference(found: OptimalPortfolio) -> SharpeDifference | None:
    compared = found.evidence.to_baseline if found.evidence else None
    return compared if compared is not None and compared.difference is not None else None


def _plain(name: str) -> str:
    return _PLAIN.get(name, title(name))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text.startswith(tuple(_PLAIN.values())) else text
