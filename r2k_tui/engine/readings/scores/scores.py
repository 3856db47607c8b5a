"""The two composites of one analysis: at the last bar, and on every day of its history."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import numpy as np

from r2k_tui.analytics.scores import gauge, momentum_score
from r2k_tui.analytics.scores.composite import MOMENTUM_ZONES, RISK_ZONES, combine, zone_name
from r2k_tui.analytics.scores.gauge import ScoreComponent
from r2k_tui.analytics.series.arrays import Floats
from r2k_tui.engine.readings.scores.inputs import momentum_inputs, risk_inputs
from r2k_tui.engine.readings.scores.phrases import DETAILS, REASONS, implied_source
from r2k_tui.engine.readings.series import DerivedSeries
from r2k_tui.model.readings.reading import Component, Score, ScoreKind


class Recipe(msgspec.Struct, frozen=True):
    """Definition of a composite: weights in percent, a function per component, zone names and one sentence."""

    weights: Mapping[str, float]
    components: Mapping[str, Callable[[Any, int], ScoreComponent]]
    inputs: Callable[[DerivedSeries, int], Any]
    zones: tuple[str, ...]
    definition: str


RECIPES: dict[ScoreKind, Recipe] = {
    ScoreKind.RISK: Recipe(
        gauge.WEIGHTS,
        gauge.COMPONENTS,
        risk_inputs,
        RISK_ZONES,
        "0 calm to 100 stress: 25 % percentile of EWMA volatility (tr), 20 % close below the 252-session high (px, "
        "-25 % is 100), 10 % binomial mid-p of 95 % VaR breaches in 63 sessions (tr), 30 % percentile of implied "
        "volatility (of small caps once it has 2520 values, else of large caps), 15 % percentile of the 63-session "
        "fall of log(high yield / treasuries) (tr); percentiles are among the last 2520 values, at least 504; over "
        "what is available, at least 60 %; it describes the state and is no sell signal",
    ),
    ScoreKind.MOMENTUM: Recipe(
        momentum_score.WEIGHTS,
        momentum_score.COMPONENTS,
        momentum_inputs,
        MOMENTUM_ZONES,
        "0 weak to 100 strong, px: 30 % trend (close and SMA50 above SMA200, close above SMA50, SMA200 rising), 15 % "
        "126-session channel, 15 % place in the 55-session range, 15 % percentile of 63-session strength against large "
        "caps, 10 % percentile of the OBV slope, 10 % percentile of the 12-1 return, 5 % a ten-percent month in the "
        "last 6; percentiles are among the last 2520 values, at least 504; over what is available, at least 60 %; it "
        "describes the state and forecasts nothing",
    ),
}


def score_now(facts: DerivedSeries, kind: ScoreKind) -> Score:
    """Composite at the last bar with its components."""
    recipe = RECIPES[kind]
    parts = _parts_now(facts, recipe) if facts.count else _no_parts(recipe)
    points = np.array([math.nan if part.score is None else part.score for part in parts])
    total = float(combine(points[None, :], np.array(list(recipe.weights.values())))[0])
    carried = sum(part.weight for part in parts if part.score is not None)
    return Score(
        kind=kind,
        symbol=facts.own.symbol,
        score=None if math.isnan(total) else total,
        zone=zone_name(total, recipe.zones),
        components=parts,
        as_of=facts.as_of,
        source=facts.inputs.source,
        definition=recipe.definition,
        reason=f"only {100 * carried:.0f} % of the weight is available, needs 60 %" if math.isnan(total) else "",
    )


def _no_parts(recipe: Recipe) -> tuple[Component, ...]:
    return tuple(Component(name, weight / 100, reason="no bars") for name, weight in recipe.weights.items())


def _parts_now(facts: DerivedSeries, recipe: Recipe) -> tuple[Component, ...]:
    inputs = recipe.inputs(facts, 1)
    return tuple(
        _component(facts, inputs, name, recipe.weights[name], function(inputs, 1))
        for name, function in recipe.components.items()
    )


def _component(facts: DerivedSeries, inputs: Any, name: str, weight: float, part: ScoreComponent) -> Component:
    points, value = float(part.score[-1]), float(part.value[-1])
    if not math.isfinite(points):
        return Component(name=name, weight=weight / 100, reason=REASONS[name](facts))
    source = implied_source(facts, inputs) if name == "implied" else ""
    return Component(name, weight / 100, points, value, DETAILS[name](facts, inputs, value, points), source=source)


def component_history(facts: DerivedSeries, kind: ScoreKind, *only: str) -> dict[str, Floats]:
    """Scores of the components on every day, of all of them where none is named; NaN where absent."""
    recipe = RECIPES[kind]
    inputs = recipe.inputs(facts, facts.count)
    return {name: recipe.components[name](inputs, facts.count).score for name in only or recipe.components}


def score_history(facts: DerivedSeries, kind: ScoreKind) -> Floats:
    """Composite on every day; NaN where absent."""
    if not facts.count:
        return np.zeros(0)
    parts = component_history(facts, kind)
    return combine(np.column_stack(list(parts.values())), np.array(list(RECIPES[kind].weights.values())))
