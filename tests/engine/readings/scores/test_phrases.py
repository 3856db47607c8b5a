"""Phrases of the components."""

from __future__ import annotations

import msgspec

from r2k_tui.analytics.series.series import DailySeries, select
from r2k_tui.engine.readings.inputs import Role
from r2k_tui.engine.readings.scores.phrases import ordinal
from r2k_tui.model.readings.reading import Component
from tests.analytics.synthetic import series
from tests.cases import cases
from tests.engine.readings.boards import CONTEXT, COUNT, board


@cases(
    ("share", "words"),
    [
        (23.8, "24th pct"),
        (38.2, "38th pct"),
        (20.6, "21st pct"),
        (11.4, "11th pct"),
        (0.2, "0th pct"),
        (99.8, "99th pct"),
        (100.0, "100th pct"),
    ],
)
def test_a_percentile_is_rounded_like_its_score_and_only_the_top_is_the_100th(share: float, words: str) -> None:
    assert ordinal(share) == words


def implied(others: dict[Role, DailySeries]) -> Component:
    risk, _ = board(others=others).scores()
    return next(part for part in risk.components if part.name == "implied")


def own_volatility(**changes: object) -> DailySeries:
    return msgspec.structs.replace(series("^RVX", COUNT, 8), **changes)


def test_the_volatility_of_small_caps_says_where_it_came_from_and_why_not_from_the_first() -> None:
    note = "Cboe history to 2026-11-25; Yahoo does not know ^RVX"
    named = own_volatility(source="cboe_history", note=note)
    part = implied({**CONTEXT, Role.IMPLIED: named})
    assert part.detail.endswith(f", RVX {named.close[-1]:.1f}, {note}")
    assert part.source == f"^RVX, cboe_history, {note}"
    plain = implied({**CONTEXT, Role.IMPLIED: own_volatility(source="yahoo", note="")})
    assert (plain.detail.rpartition(", ")[2], plain.source) == (f"RVX {named.close[-1]:.1f}", "^RVX, yahoo")


def test_in_its_absence_the_volatility_of_large_caps_is_named_as_such() -> None:
    part = implied(CONTEXT)
    value = CONTEXT[Role.IMPLIED_FALLBACK].close[-1]
    assert part.detail.endswith(f", VIX {value:.1f} (large-cap volatility), no ^RVX")
    assert part.source.startswith("^VIX")


def test_a_series_that_ended_is_not_used_silently() -> None:
    whole = own_volatility()
    ended = select(whole, slice(0, COUNT - 6))
    assert implied({**CONTEXT, Role.IMPLIED: ended}).detail.endswith(
        f"(large-cap volatility), ^RVX ends on {whole.days[COUNT - 7]}"
    )


def test_a_series_that_is_too_short_is_not_used_silently_either() -> None:
    short = select(own_volatility(), slice(COUNT - 900, COUNT))
    assert implied({**CONTEXT, Role.IMPLIED: short}).detail.endswith(", ^RVX has under 2520 values")
