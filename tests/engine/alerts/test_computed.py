"""Readings, scores and events, as far as rules ask for them."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.engine.alerts.close_events import CloseEvent
from r2k_tui.engine.alerts.computed import wanted_of
from r2k_tui.engine.alerts.samples import Computed, Sampler
from r2k_tui.model.readings.reading import Reading, Score, ScoreKind
from tests.engine.alerts.sampling import rule
from tests.engine.virtual_time import START


class TestComputed:
    SCORE = Score(ScoreKind.RISK, "^RUT", 61.0, "elevated", (), "2025-09-18", "x", "")
    READING = Reading("rsi14", 71.5, "index", "w", 9, "2025-09-17", "x", "d")

    def computed(self, **more: object) -> Computed:
        return Computed(
            START, {"rsi14": self.READING, **more}, (self.SCORE,), {"breakout": CloseEvent("2025-09-17", "words")}
        )  # type: ignore[dict-item]

    @pytest.mark.parametrize(
        ("field", "value", "final"),
        [
            ("rsi14", 71.5, True),
            ("risk_score", 61.0, False),
            ("risk_zone", "elevated", False),
            ("event.breakout", "2025-09-17", True),
        ],
    )
    def test_readings_scores_and_events(self, sampler: Sampler, field: str, value: object, final: bool) -> None:
        sample = sampler.of_computed(rule(field), self.computed())
        assert sample is not None and (sample.value, sample.final) == (value, final)

    def test_what_is_not_there_or_several_is_nothing(self, sampler: Sampler) -> None:
        table = msgspec.structs.replace(self.READING, key="calendar_years_px", value={"2024": 0.1})
        for field in ("momentum_score", "event.var_breach", "sma20", "calendar_years_px"):
            assert sampler.of_computed(rule(field), self.computed(calendar_years_px=table)) is None

    def test_only_what_rules_ask_for_is_computed(self) -> None:
        rules = [
            rule("rsi14"),
            rule("sma20"),
            rule("rsi14"),
            rule("price", symbol="SPY"),
            rule("risk_zone", symbol="^RUT"),
        ]
        assert wanted_of([*rules, rule("feed.quotes", symbol="")]) == {"IWM": ("rsi14", "sma20"), "^RUT": ()}
