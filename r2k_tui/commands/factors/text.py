"""The lines that `r2k factors` prints: side by side in 80 columns, then what they say, then the sources."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.factors.study import FactorFit, FactorLoading, FactorOrigin, FactorStudy, MemberBetas
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.text import clean
from r2k_tui.ui.drawing.numbers import MISSING, percent, ratio

_WIDTH, _LABEL, _CELL = 80, 14, 16
_ACROSS = (_WIDTH - _LABEL) // _CELL


def study_lines(study: FactorStudy, facts: SourceFacts) -> list[str]:
    """Every line of the report."""
    simulated = facts.simulated or any(origin.simulated for origin in study.origins)
    lines = [f"{study.title}, monthly excess returns  ({clean(facts.name, 40)}{' SIMULATED' if simulated else ''})"]
    fits = list(study.fits.values())
    for start in range(0, len(fits), _ACROSS):
        lines += ["", *_block(fits[start : start + _ACROSS], study.factors)]
    if fits:
        lines += [
            "",
            *_wrapped("in ( ): t statistics by Newey and West; * beyond 2. Contributions add up to the mean."),
            "",
            *(line for fit in fits for line in _verdict(fit)),
        ]
    if study.members is not None:
        lines += ["", *_members(study.members)]
    return [*lines, "", *(line for origin in study.origins for line in _wrapped(origin_words(origin)))]


def _block(fits: Sequence[FactorFit], factors: tuple[str, ...]) -> Iterator[str]:
    def row(label: str, cell: Callable[[FactorFit], str]) -> str:
        return (label.ljust(_LABEL) + "".join(cell(fit).rjust(_CELL) for fit in fits)).rstrip()

    yield row("", lambda fit: clean(fit.name, _CELL - 2))
    yield row("first month", lambda fit: fit.first)
    yield row("last month", lambda fit: fit.last)
    yield row("months, lag", lambda fit: f"{fit.n}, {fit.lag}")
    yield row("alpha a year", lambda fit: percent(fit.alpha.ret) + _t(fit.alpha))
    for place, factor in enumerate(factors):
        yield row(factor, partial(_beta, place))
    yield row("R2, adjusted", lambda fit: f"{_share(fit.r2)}, {_share(fit.r2_adjusted)}")
    yield row("residual vol.", lambda fit: percent(fit.residual_vol, sign=False))
    yield "contributions to the return of a year above bills"
    yield row("  alpha", lambda fit: percent(fit.alpha.ret))
    for place, factor in enumerate(factors):
        yield row(f"  {factor}", partial(_contribution, place))
    yield row("  mean", lambda fit: percent(fit.mean))


def _beta(place: int, fit: FactorFit) -> str:
    return ratio(fit.betas[place].value, sign=True) + _t(fit.betas[place])


def _contribution(place: int, fit: FactorFit) -> str:
    return percent(fit.betas[place].ret)


def _t(loading: FactorLoading) -> str:
    mark = "*" if loading.is_clear else " "
    return f" ({MISSING if loading.t is None else f'{loading.t:.1f}'}){mark}"


def _share(value: float | None) -> str:
    return MISSING if value is None else f"{value:.3f}"


def _verdict(fit: FactorFit) -> list[str]:
    notes = f" [{clean('; '.join(fit.notes), 400)}]" if fit.notes else ""
    return _wrapped(f"{clean(fit.name, 40)}: {fit.verdict}{notes}")


def _members(members: MemberBetas) -> Iterator[str]:
    yield f"{members.used:,} members, {members.first} to {members.last}, {members.left_out:,} with too few months"
    yield f"{'':<{_LABEL}}{'10 %':>10}{'median':>10}{'90 %':>10}{'|t| above 2':>14}"
    for row in members.betas:
        cells = "".join(ratio(value, sign=True).rjust(10) for value in (row.p10, row.p50, row.p90))
        yield f"{row.factor:<{_LABEL}}{cells}{percent(row.clear, 0, sign=False):>14}"


def origin_words(origin: FactorOrigin) -> str:
    """Source, vintage and day of a factor table, and what is wrong with it."""
    vintage = f", CRSP {origin.vintage}" if origin.vintage else ""
    fetched = f", fetched {new_york_day(origin.fetched_at)}" if origin.fetched_at is not None else ""
    notes = "".join(f"; {note}" for note in origin.notes)
    return clean(f"{origin.name}: {origin.source}{vintage}, to {origin.last}{fetched}{notes}", 400)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent="  ")
