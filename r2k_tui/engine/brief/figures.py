"""Figures of a brief, from readings, scores, studies, macro figures and members; Missing where there is none."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from r2k_tui.engine.brief.inputs import BriefInputs, Missing
from r2k_tui.model.brief import BriefFigure, BriefUnit, BriefValue, Sentence
from r2k_tui.model.macro.figures import FigureUnit, MacroFigure
from r2k_tui.model.market.tick import decimals_of, price_words
from r2k_tui.model.market.universe import Summary
from r2k_tui.model.readings.study import FollowThrough, States

KnownNumber = float | int | None
READINGS, STATES, MONTHS, MACRO, MEMBERS = "readings", "study states", "study followthrough", "study macro", "universe"


def signed(value: float, decimals: int) -> str:
    """KnownNumber with its sign; one that rounds to zero has none."""
    shown = round(value, decimals) + 0.0
    return f"{shown:{'+' if shown else ''},.{decimals}f}"


_SHOWN: dict[BriefUnit, Callable[[float], str]] = {
    "price": lambda value: price_words(value, decimals_of(value)),
    "points": lambda value: signed(value, 2 if abs(value) >= 0.005 else 4),
    "return": lambda value: f"{signed(value * 100, 2)}%",
    "fraction": lambda value: f"{value * 100:,.2f}%",
    "share": lambda value: f"{value * 100:,.0f}%",
    "count": lambda value: f"{value:,.0f}",
    "score": lambda value: f"{value:.0f}",
    "ratio": lambda value: signed(value, 2),
    "percent": lambda value: f"{value:,.2f}%",
}


def shown(value: BriefValue, unit: BriefUnit) -> str:
    """Value as every page shows it."""
    return value if isinstance(value, str) else _SHOWN[unit](value)


def of_reading(inputs: BriefInputs, symbol: str, key: str, unit: BriefUnit) -> BriefFigure:
    """Figure of a reading. Raises Missing."""
    found = inputs.reading(symbol, key)
    value = found.value if isinstance(found.value, str) else _number(found.number, f"{symbol} {key}: no number")
    return BriefFigure(value, unit, shown(value, unit), READINGS, key, symbol, found.source, found.as_of)


def of_states(inputs: BriefInputs, study: States, key: str, value: KnownNumber, unit: BriefUnit) -> BriefFigure:
    """Figure of the study of states. Raises Missing."""
    number = _number(value, f"{key}: not enough history")
    head = (STATES, key, study.symbol, inputs.source, study.last_day or "")
    return BriefFigure(number, unit, shown(number, unit), *head)


def of_score(inputs: BriefInputs, kind: str) -> tuple[BriefFigure, BriefFigure]:
    """Score and zone of a composite. Raises Missing."""
    found = next((score for score in inputs.scores if score.kind == kind), None)
    if found is None or found.score is None or found.zone is None:
        raise Missing(found.reason if found is not None else "no score is computed")
    tail = (found.symbol, inputs.source, found.as_of)
    score = BriefFigure(found.score, "score", shown(found.score, "score"), STATES, f"now.{kind}.score", *tail)
    return score, BriefFigure(found.zone, "word", found.zone, STATES, f"now.{kind}.zone", *tail)


def of_months(
    inputs: BriefInputs, study: FollowThrough, key: str, value: KnownNumber | str, unit: BriefUnit
) -> BriefFigure:
    """Figure of the study of months. Raises Missing."""
    known = value if isinstance(value, str) else _number(value, f"{key}: not enough history")
    head = (MONTHS, key, study.symbol, inputs.source, study.last_month or "")
    return BriefFigure(known, unit, shown(known, unit), *head)


_MACRO_UNITS: dict[FigureUnit, BriefUnit] = {
    FigureUnit.PERCENT: "percent",
    FigureUnit.POINTS: "points",
    FigureUnit.RATIO: "ratio",
    FigureUnit.FRACTION: "return",
    FigureUnit.WORD: "word",
}


def of_macro(inputs: BriefInputs, key: str) -> BriefFigure:
    """Macro figure. Raises Missing."""
    found: MacroFigure | None = inputs.figures.get(key)
    if found is None or found.value is None:
        raise Missing(found.reason if found is not None else f"no figure {key}")
    unit = _MACRO_UNITS[found.unit]
    head = (found.value, unit, shown(found.value, unit))
    return BriefFigure(*head, MACRO, f"{key}.value", "", found.source, found.as_of)


def of_members(members: Summary, key: str, value: KnownNumber | str, unit: BriefUnit) -> BriefFigure:
    """Figure of the members. Raises Missing."""
    known = value if isinstance(value, str) else _number(value, f"{key} is not known")
    head = (MEMBERS, key, "", f"members of {members.fund}", members.as_of or "")
    return BriefFigure(known, unit, shown(known, unit), *head)


def _number(value: KnownNumber, reason: str) -> float | int:
    if value is None or not math.isfinite(value):
        raise Missing(reason)
    return value


def composed(what: str, compose: Callable[[], Sentence | None]) -> tuple[Sentence, ...]:
    """Sentence of `compose`, or one that says why there is none; nothing where it returns None."""
    try:
        found = compose()
    except Missing as missing:
        return (Sentence((f"Not known: {what} ({missing}).",), missing=True),)
    return (found,) if found is not None else ()


def sentence(*pieces: str | BriefFigure) -> Sentence:
    """Sentence of these pieces."""
    return Sentence(pieces)


def joined(parts: Sequence[tuple[str | BriefFigure, ...]], mark: str = ", ") -> tuple[str | BriefFigure, ...]:
    """Parts in one line, separated by `mark`."""
    found: list[str | BriefFigure] = []
    for part in parts:
        found += [mark] if found else []
        found += part
    return tuple(found)
