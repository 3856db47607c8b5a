"""Checks of single facts: a macro figure, a record close, a reading of the index."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import msgspec
import numpy as np

from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.analytics.series.series import until
from r2k_tui.analytics.studies.verdicts import UNTESTED, Sense, evaluate_flag, evaluate_number
from r2k_tui.engine.thesis.inputs import ClaimInputs, ClaimOutcome
from r2k_tui.engine.thesis.measures import Price, measure
from r2k_tui.engine.thesis.messages import formatted
from r2k_tui.engine.thesis.number_tests import number_reason, with_tried
from r2k_tui.engine.thesis.studies import closes_curve
from r2k_tui.model.macro.figures import FigureUnit, MacroFigure
from r2k_tui.model.thesis import Evidence, Measurement, Unit


@dataclass(frozen=True)
class FigureCheck:
    """Check that a macro figure meets the claimed value.

    `others`: keys of alternative figures that the claim may refer to; `beside`: keys of figures shown as evidence only.
    """

    key: str
    claimed: float
    tolerance: float
    unit: Unit
    others: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    sense: Sense = "equals"

    def find(self, case: ClaimInputs) -> ClaimOutcome:
        """See ClaimCheck."""
        lines = tuple(self._line(case, key) for key in (self.key, *self.others))
        values = [line.value for line in lines]
        numbers = [None if value is None else float(value) for value in values]
        judgement = evaluate_number(self.claimed, numbers[0], numbers[1:], tolerance=self.tolerance, sense=self.sense)
        evidence = Evidence((*lines, *(self._line(case, key) for key in self.beside)))
        reason = number_reason(lines, judgement)
        found = ClaimOutcome(
            judgement.verdict, numbers[0], reason, None if numbers[0] is None else 1, evidence=evidence
        )
        return with_tried(found, lines, judgement)._replace(vintage=lines[0].vintage, revision=lines[0].revision)

    def _line(self, case: ClaimInputs, key: str) -> Measurement:
        figure = case.figures.get(key)
        if figure is None:
            return Measurement(key, None, self.unit, reason=f"no figure {key}")
        notes = ", ".join(filter(None, (figure.revision, figure.note)))
        name = " ".join(filter(None, (figure.name, figure.as_of, f"({notes})" if notes else "")))
        found = Measurement(name, _fraction(figure), self.unit, figure.as_of, figure.reason)
        return msgspec.structs.replace(found, vintage=figure.vintage, revision=figure.revision)


def _fraction(figure: MacroFigure) -> float | None:
    if not isinstance(figure.value, float) or not math.isfinite(figure.value):
        return None
    return figure.value / 100 if figure.unit in (FigureUnit.PERCENT, FigureUnit.POINTS) else figure.value


@dataclass(frozen=True)
class RecordCheck:
    """Check that the close of a day, the latest by default, exceeds every earlier close."""

    symbol: str
    day: date | None = None
    claimed: bool = True
    unit: Unit = Unit.FLAG

    def find(self, case: ClaimInputs) -> ClaimOutcome:
        """See ClaimCheck."""
        own = measure(case, Price(self.symbol, day=self.day))
        today = measure(case, Price(self.symbol))
        judgement, n, so = UNTESTED, None, None
        reason, lines = f"missing: {own.reason}", list[Measurement]()
        if own.value is not None:
            closes = _closes(case, self.symbol, own.day)
            n, earlier = len(closes), closes[:-1][np.isfinite(closes[:-1])]
            before = float(earlier.max()) if len(earlier) else None
            so = None if before is None else own.value > before
            judgement = evaluate_flag(True, so)
            lines.append(Measurement(f"{self.symbol} close on {own.day}", own.value, Unit.PRICE, own.day))
            lines.append(Measurement("highest close before it", before, Unit.PRICE))
            highest = f"{formatted(before, Unit.PRICE)}, the highest of {n - 1:,} closes before it"
            reason = f"{formatted(own.value, Unit.PRICE)} on {own.day} against {highest}"
            if before is None:
                reason = f"missing: a close of {self.symbol} before {own.day}"
        if self.day is not None and today.value is not None and today.day != own.day:
            lines.append(Measurement(f"{self.symbol} close, the last", today.value, Unit.PRICE, today.day))
        curve = closes_curve(case, Price(self.symbol))
        return ClaimOutcome(judgement.verdict, so, reason, n, evidence=Evidence(tuple(lines), curve=curve))


@dataclass(frozen=True)
class ReadingCheck:
    """Check that a reading of the index is true or above zero. `beside`: readings shown as evidence only."""

    key: str
    beside: tuple[str, ...] = ()
    claimed: bool = True
    unit: Unit = Unit.FLAG

    def find(self, case: ClaimInputs) -> ClaimOutcome:
        """See ClaimCheck."""
        reading = case.readings.get(self.key)
        if reading is None or not _known(reading.value):
            why = f"no reading {self.key}" + (f": {reading.reason}" if reading is not None and reading.reason else "")
            return ClaimOutcome(UNTESTED.verdict, None, f"missing: {why}")
        so = reading.value if isinstance(reading.value, bool) else (reading.number or 0.0) > 0
        lines = tuple(_reading_line(case, key) for key in (self.key, *self.beside))
        reason = f"{self.key} of {reading.as_of} is {_plain(reading.value)}: {reading.definition}"
        return ClaimOutcome(evaluate_flag(True, so).verdict, so, reason, reading.n, evidence=Evidence(lines))


def _known(value: object) -> bool:
    return value is not None and not (isinstance(value, float) and not math.isfinite(value))


def _reading_line(case: ClaimInputs, key: str) -> Measurement:
    reading = case.readings.get(key)
    if reading is None:
        return Measurement(key, None, Unit.RATIO, reason="not computed")
    value = reading.value if isinstance(reading.value, bool) else reading.number
    unit = Unit.FLAG if isinstance(value, bool) else Unit.FRACTION if reading.unit == "fraction" else Unit.RATIO
    return Measurement(f"{key}: {reading.definition}", value, unit, reading.as_of, reading.reason)


def _plain(value: object) -> str:
    return (
        ("yes" if value else "no")
        if isinstance(value, bool)
        else f"{value:,.4g}"
        if isinstance(value, float)
        else str(value)
    )


def _closes(case: ClaimInputs, symbol: str, day: str) -> Floats:
    return until(case.bars[symbol], np.datetime64(day)).close
