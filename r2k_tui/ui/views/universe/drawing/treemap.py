"""Treemap: rectangles of cells with areas proportional to weights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# A cell is about twice as high as wide; tiles that are wider than high leave more room for text.
_CELL_ASPECT, _WANTED_ASPECT = 2.0, 1.6


class Tile(NamedTuple):
    """A rectangle of cells; `place` is the index of its weight."""

    place: int
    x: int
    y: int
    width: int
    height: int


class _Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float


@lru_cache(maxsize=8)
def treemap(weights: tuple[float, ...], width: int, height: int) -> tuple[Tile, ...]:
    """Tiles that cover `width` x `height` cells, for positive weights in descending order: squarified (Bruls et al.
    2000).

    Edges lie on whole cells; a weight too small for a cell has no tile. Cached: no tick changes it.
    """
    total = sum(weights)
    if total <= 0 or width < 1 or height < 1:
        return ()
    scale = width * height * _CELL_ASPECT / total
    places: list[tuple[int, _Box]] = []
    left = _Box(0.0, 0.0, float(width), height * _CELL_ASPECT)
    row: list[int] = []
    for index, weight in enumerate(weights):
        areas = [weights[i] * scale for i in row]
        if row and _worst([*areas, weight * scale], left) > _worst(areas, left):
            placed, left = _laid(row, areas, left)
            places += placed
            row = []
        row.append(index)
    places += _laid(row, [weights[i] * scale for i in row], left)[0]
    return tuple(tile for index, box in places if (tile := _on_cells(index, box)) is not None)


def _worst(areas: Sequence[float], left: _Box) -> float:
    """The worst aspect ratio of a row's tiles, relative to the desired one, if laid out along the shorter side."""
    side, total = min(left.width, left.height), sum(areas)
    depth = total / side if side > 0 else 0.0
    across = left.width > left.height
    worst = 1.0
    for area in areas:
        length = area / depth if depth > 0 else 0.0
        wide, high = (depth, length) if across else (length, depth)
        if wide <= 0 or high <= 0:
            return float("inf")
        ratio = wide / high / _WANTED_ASPECT
        worst = max(worst, ratio, 1.0 / ratio)
    return worst


def _laid(row: Sequence[int], areas: Sequence[float], left: _Box) -> tuple[list[tuple[int, _Box]], _Box]:
    """The boxes of a row along the shorter side, and the remaining box."""
    across, total = left.width > left.height, sum(areas)
    side = left.height if across else left.width
    depth = total / side if side > 0 else 0.0
    boxes, at = [], 0.0
    for index, area in zip(row, areas, strict=True):
        length = area / depth if depth > 0 else 0.0
        box = _Box(left.x, left.y + at, depth, length) if across else _Box(left.x + at, left.y, length, depth)
        boxes.append((index, box))
        at += length
    if across:
        return boxes, _Box(left.x + depth, left.y, left.width - depth, left.height)
    return boxes, _Box(left.x, left.y + depth, left.width, left.height - depth)


def _on_cells(index: int, box: _Box) -> Tile | None:
    x, right = round(box.x), round(box.x + box.width)
    y, bottom = round(box.y / _CELL_ASPECT), round((box.y + box.height) / _CELL_ASPECT)
    return Tile(index, x, y, right - x, bottom - y) if right > x and bottom > y else None
