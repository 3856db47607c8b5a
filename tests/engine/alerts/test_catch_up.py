"""What bars tell of the time that nothing looked."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from r2k_tui.engine.alerts.catch_up import GAP_S, missed_samples
from r2k_tui.engine.alerts.rules.evaluate import evaluate
from r2k_tui.engine.alerts.rules.rule import Rule
from r2k_tui.engine.alerts.rules.state import RuleState, Sample
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.bars import Bars, Interval
from tests.engine.alerts.rules.evaluation import rule
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at, daily_bars

DAY = 86400.0
# Noon on Thursday, 18 September 2025; the Monday after it.
MONDAY = START + 4 * DAY
ABOVE = rule("above")
MEMORY = RuleState(looked_at=START, value=100.0, armed=True)


def missed(
    bars: dict[Interval, Bars], now: float, exchange: ExchangeHours, rule: Rule = ABOVE, memory: RuleState = MEMORY
) -> list[Sample]:
    known = {("IWM", interval): found for interval, found in bars.items()}
    return missed_samples(rule, memory, known, exchange, now)


def test_minutes_since_the_last_look_each_as_a_walk(exchange: ExchangeHours) -> None:
    bars = bars_at([int(START) - 60, int(START), int(START) + 60], [90, 110, 120], "IWM", Interval.M1)
    falls = msgspec.structs.replace(bars, open=bars_at([0] * 3, [95, 115, 125]).open)
    samples = missed({Interval.M1: falls}, START + 3600, exchange)
    assert [sample.value for sample in samples] == pytest.approx([115, 111.1, 108.9, 110, 125, 121.2, 118.8, 120])
    assert {sample.missed_since for sample in samples} == {START} and {s.phase for s in samples} == {Phase.OPEN}
    times = [sample.time for sample in samples]
    assert times == sorted(times) and times[0] == START and times[-1] < START + 120


def test_a_minute_that_is_not_over_is_not_told(exchange: ExchangeHours) -> None:
    bars = bars_at([int(START) + 3600], [120], "IWM", Interval.M1)
    assert missed({Interval.M1: bars}, START + 3630, exchange) == []


def test_whole_sessions_between_and_never_the_one_that_was_seen(exchange: ExchangeHours) -> None:
    bars = daily_bars("IWM", [80, 90, 110, 130], date(2025, 9, 22))  # Wednesday, Thursday, Friday, Monday
    samples = missed({Interval.D1: bars}, MONDAY, exchange)
    assert {sample.day for sample in samples} == {"2025-09-19"}
    assert all(START < sample.time < MONDAY for sample in samples)
    fired = [one.fired for one in (evaluate(rule("above"), MEMORY, sample) for sample in samples) if one.fired]
    assert fired


def test_minutes_take_the_place_of_the_days_that_they_cover(exchange: ExchangeHours) -> None:
    daily = daily_bars("IWM", [80, 90, 110, 130], date(2025, 9, 22))
    friday = bars_at([int(START + DAY)], [105], "IWM", Interval.M1)
    samples = missed({Interval.D1: daily, Interval.M1: friday}, MONDAY, exchange)
    assert len(samples) == 4 and samples[-1].value == 105


def test_a_rule_about_closes_gets_the_closes_of_the_sessions_that_are_over(exchange: ExchangeHours) -> None:
    bars = daily_bars("IWM", [80, 90, 110, 130], date(2025, 9, 22))
    closes = rule("above", at_close=True)
    seen = msgspec.structs.replace(MEMORY, closed_day="2025-09-17")
    samples = missed({Interval.D1: bars}, MONDAY, exchange, closes, seen)
    assert [(sample.day, sample.value, sample.final) for sample in samples] == [
        ("2025-09-18", 90.0, True),
        ("2025-09-19", 110.0, True),
    ]
    assert [s.day for s in missed({Interval.D1: bars}, MONDAY, exchange, closes)] == ["2025-09-18", "2025-09-19"]


@pytest.mark.parametrize(
    ("given", "memory", "later"),
    [
        (rule("above"), RuleState(), DAY),
        (rule("above"), MEMORY, GAP_S - 1),
        (rule("above", field="volume"), MEMORY, DAY),
    ],
    ids=["never looked", "no gap", "no price"],
)
def test_where_there_is_nothing_to_tell(exchange: ExchangeHours, given: Rule, memory: RuleState, later: float) -> None:
    bars = bars_at([int(START) + 5], [120], "IWM", Interval.M1)
    assert missed({Interval.M1: bars}, START + later, exchange, given, memory) == []
