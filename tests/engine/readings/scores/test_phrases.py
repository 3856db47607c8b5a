"""Phrases of the components."""

from __future__ import annotations

import pytest

from r2k_tui.engine.readings.scores.phrases import ordinal


@pytest.mark.parametrize(
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
