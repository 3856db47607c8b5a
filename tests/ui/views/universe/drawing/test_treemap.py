"""Tiles: they cover the whole area, never each other, as large as their weights."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.ui.views.universe.drawing.treemap import treemap

WEIGHTS = st.lists(st.floats(0.001, 1.0), min_size=1, max_size=14).map(lambda found: tuple(sorted(found, reverse=True)))


@given(WEIGHTS, st.integers(1, 100), st.integers(1, 40))
def test_tiles_cover_every_cell_once(weights: tuple[float, ...], width: int, height: int) -> None:
    cells = [
        (x, y)
        for tile in treemap(weights, width, height)
        for x in range(tile.x, tile.x + tile.width)
        for y in range(tile.y, tile.y + tile.height)
    ]
    assert sorted(cells) == [(x, y) for x in range(width) for y in range(height)]


@given(WEIGHTS)
def test_tiles_are_as_large_as_their_weights(weights: tuple[float, ...]) -> None:
    width, height = 400, 200
    for tile in treemap(weights, width, height):
        wanted = weights[tile.place] / sum(weights) * width * height
        assert abs(tile.width * tile.height - wanted) <= tile.width + tile.height + 2


def test_nothing_weighs_nothing() -> None:
    assert treemap((), 10, 10) == () and treemap((1.0,), 0, 10) == ()
