"""Contrast as WCAG 2 measures it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color

from r2k_tui.ui.widgets.contrast import LEAST, contrast, luminance, readable
from tests.cases import cases

BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)
COLORS = st.builds(Color, *[st.integers(0, 255)] * 3)


def test_black_on_white_is_the_most_there_is() -> None:
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == pytest.approx(21.0)
    assert contrast(WHITE, WHITE) == 1.0 and luminance(WHITE) == pytest.approx(1.0)


@cases(("gray", "ratio"), [("#767676", 4.54), ("#777777", 4.48)])
def test_the_best_known_pair_of_grays(gray: str, ratio: float) -> None:
    assert contrast(Color.parse(gray), WHITE) == pytest.approx(ratio, abs=0.005)


@given(COLORS, COLORS)
def test_any_color_becomes_readable_on_any_ground(color: Color, ground: Color) -> None:
    assert contrast(readable(color, ground), ground) >= LEAST


def test_a_color_that_can_be_read_stays_as_it_is() -> None:
    assert readable(WHITE, BLACK) == WHITE


def test_a_color_moves_away_from_its_ground_and_keeps_its_hue() -> None:
    red = readable(Color.parse("#802020"), Color.parse("#101010"))
    assert red.r > red.g and luminance(red) > luminance(Color.parse("#802020"))
