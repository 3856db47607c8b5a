"""Chart options that are switched on, and the options without each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from r2k_tui.model.readings.chart import Indicator
from r2k_tui.ui.views.chart.drawing.options import ChartOptions

_PLAIN = ChartOptions()


class Switched(NamedTuple):
    """One thing that is on. `label` and `short` name it; `without` are the options without it; `asks` says that those
    need another answer of the engine.
    """

    label: str
    short: str
    without: ChartOptions
    asks: bool = False


def switched_on(options: ChartOptions, indicators: Sequence[Indicator], *, intraday: bool) -> list[Switched]:
    """What differs from a plain chart, nearest first: where one looks, how prices are drawn, what is added to them.

    The kind of the chart and its range are choices between equals, which the chart itself shows.
    """
    titles = {about.key: about.title for about in indicators}
    pane, moved = titles.get(options.pane, options.pane), options.but(count=None, end=None)
    against = f"vs {options.against}"
    found = [
        (options.cross is not None, Switched("crosshair", "cross", options.but(cross=None))),
        (options.end is not None, Switched("panned", "pan", moved)),
        (options.end is None and options.count is not None, Switched("zoom", "zoom", moved)),
        (options.log, Switched("log", "log", options.but(log=False))),
        (intraday and not options.extended, _asking("regular hours", "hours", options.but(extended=True))),
        (bool(options.pane), _asking(pane, pane, options.but(pane=""))),
        (bool(options.against), _asking(against, against, options.but(against=""))),
        (not options.volume, Switched("no volume", "no vol", options.but(volume=True))),
        (
            set(options.overlays) != set(_PLAIN.overlays),
            _asking("own lines", "lines", options.but(overlays=_PLAIN.overlays)),
        ),
    ]
    return [switched for on, switched in found if on]


def _asking(label: str, short: str, without: ChartOptions) -> Switched:
    return Switched(label, short, without, asks=True)
