"""Valuation figures: small against large caps, bottom-up from the constituents of both funds, with history."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from r2k_tui.model.macro.figures import FigureGroup, FigureUnit, MacroFigure
from r2k_tui.model.market.universe import Valuation
from r2k_tui.store.macro import DatedValuation

# Maximum age in days of a valuation that stands in for a given day.
NEAR_DAYS = 7
_PROXY = "proxy, bottom-up from the fund's members"


def on_or_before(history: Sequence[DatedValuation], day: date) -> DatedValuation | None:
    """Newest valuation on or before a day; None if it is more than NEAR_DAYS old."""
    for kept in reversed(history):
        age = (day - date.fromisoformat(kept.day)).days
        if age >= 0:
            return kept if age <= NEAR_DAYS else None
    return None


def discount(small: Valuation | None, large: Valuation | None, field: str = "with_losses") -> float | None:
    """Forward P/E of small caps divided by that of large caps; None if either is unavailable."""
    if small is None or large is None:
        return None
    a, b = getattr(small, field), getattr(large, field)
    return a / b if a is not None and b else None


def yield_as_pe(figure: float | None) -> tuple[float | None, str]:
    """P/E from a fund's field "priceToEarnings", and its kind in words; None unless the field is above 0.

    A value below 1 is an earnings yield and is inverted.
    """
    if figure is None or not figure > 0:
        return None, "not given"
    unknown = "trailing or unknown"
    return (1 / figure, f"earnings yield, inverted; {unknown}") if figure < 1 else (figure, unknown)


def fund_figure(size: str, fund: str, day: date, said: Mapping[str, float | None]) -> MacroFigure:
    """Figure of the P/E that the source reports for a fund, as a cross-check of the bottom-up valuation."""
    head = (f"fund_pe_{size}", FigureGroup.VALUATION, f"P/E of {fund}, by the source", FigureUnit.RATIO)
    definition = 'the fund\'s field "priceToEarnings", turned round where it is below 1: then it is an earnings yield'
    value, told = yield_as_pe(said.get(fund))
    if value is None:
        return MacroFigure(*head, None, definition=definition, reason=f"the source says nothing of {fund} as a whole")
    of = day.isoformat()
    return MacroFigure(*head, value, of, 0, f"{fund}, as a whole", definition, note=told, published=of, vintage=of)


class StoredValuations(NamedTuple):
    """Stored valuations of one fund, ascending by day; `why` is the reason if none applies."""

    history: Sequence[DatedValuation]
    why: str


def valuation_figures(day: date, small: StoredValuations, large: StoredValuations) -> tuple[MacroFigure, ...]:
    """Valuation figures from the newest valuations on or before a day, at most NEAR_DAYS old."""
    return (
        _figure("forward_pe_small", "forward P/E, small", _pick("with_losses"), small, day),
        _figure("forward_pe_small_earning", "… without loss-makers", _pick("without_losses"), small, day),
        _figure("forward_pe_large", "forward P/E, large", _pick("with_losses"), large, day),
        _ratio("pe_discount", "small / large", "with_losses", small, large, day),
        _ratio("pe_discount_earning", "… without loss-makers", "without_losses", small, large, day),
        _figure("earnings_growth_small", "earnings growth, small", _pick("earnings_growth"), small, day),
        _figure("earnings_growth_large", "earnings growth, large", _pick("earnings_growth"), large, day),
    )


def _pick(field: str) -> Callable[[Valuation], float | None]:
    def pick(valuation: Valuation) -> float | None:
        value: float | None = getattr(valuation, field)
        return value

    return pick


def _figure(
    key: str, name: str, pick: Callable[[Valuation], float | None], known: StoredValuations, day: date
) -> MacroFigure:
    now = on_or_before(known.history, day)
    growth = key.startswith("earnings")
    head = (key, FigureGroup.VALUATION, name, FigureUnit.FRACTION if growth else FigureUnit.RATIO)
    definition = "sum(next year's EPS x shares) / sum(this year's) - 1" if growth else "sum(w) / sum(w / forward P/E)"
    value = pick(now.valuation) if now is not None else None
    if now is None or value is None:
        reason = known.why if now is None else "earnings do not add up to more than zero, or nobody estimates them"
        return MacroFigure(*head, None, definition=definition, reason=reason)
    kept = now.valuation
    coverage = kept.growth_coverage if growth else kept.coverage
    if key.endswith("earning"):
        coverage = kept.coverage_without_losses
    spark = tuple(
        found for item in known.history if item.day <= now.day and (found := pick(item.valuation)) is not None
    )
    note = f"{coverage:.0%} of the weight of {kept.fund}, list of {kept.holdings_as_of}"
    lag = (day - date.fromisoformat(now.day)).days
    figure = MacroFigure(*head, value, now.day, lag, _PROXY, definition, note=note, spark=spark[-48:])
    return msgspec.structs.replace(figure, published=now.day, vintage=now.day)


def _ratio(key: str, name: str, field: str, small: StoredValuations, large: StoredValuations, day: date) -> MacroFigure:
    head = (key, FigureGroup.VALUATION, name, FigureUnit.RATIO)
    definition = "forward P/E of the small fund over that of the large one"
    now, other = on_or_before(small.history, day), on_or_before(large.history, day)
    value = discount(now.valuation, other.valuation, field) if now is not None and other is not None else None
    if now is None or other is None or value is None:
        return MacroFigure(*head, None, definition=definition, reason=small.why if now is None else large.why)
    by_day = {item.day: item.valuation for item in large.history}
    pairs = (discount(item.valuation, by_day.get(item.day), field) for item in small.history if item.day <= now.day)
    spark = tuple(found for found in pairs if found is not None)
    lag = (day - date.fromisoformat(min(now.day, other.day))).days
    ratio = MacroFigure(*head, value, min(now.day, other.day), lag, _PROXY, definition, spark=spark[-48:])
    known = max(now.day, other.day)
    return msgspec.structs.replace(ratio, published=known, vintage=known)
