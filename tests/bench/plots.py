"""Plots as SVG files that are the same for the same numbers. Needs matplotlib, which nothing else here does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def figure(path: Path, rows: int, columns: int, *, size: tuple[float, float]) -> Iterator[list[Any]]:
    """Axes to draw on, left to right and down; written to `path` afterwards, those without a line left out."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams |= {
        "svg.hashsalt": "r2k",
        "svg.fonttype": "none",
        "font.size": 9,
        "axes.grid": True,
        "grid.alpha": 0.3,
    }
    from matplotlib import pyplot

    drawn, axes = pyplot.subplots(rows, columns, figsize=size, squeeze=False)
    yield list(axes.flat)
    for place in axes.flat:
        place.spines[["top", "right"]].set_visible(False)
        place.set_visible(place.has_data())
    drawn.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn.savefig(path, metadata={"Date": None})
    pyplot.close(drawn)
