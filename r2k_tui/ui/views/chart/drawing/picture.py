"""The full chart: numbers on top, then prices, marks, volume, one indicator, and time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Line, fit
from r2k_tui.ui.views.chart.drawing import readout
from r2k_tui.ui.views.chart.drawing.panes import lower_pane
from r2k_tui.ui.views.chart.drawing.panes.canvas import Pane, pane_lines
from r2k_tui.ui.views.chart.drawing.panes.price_pane import outside, price_pane
from r2k_tui.ui.views.chart.drawing.plan import Charted, Plan, contents_of, plan_for, words_of
from r2k_tui.ui.views.chart.drawing.scale import Scale
from r2k_tui.ui.views.chart.drawing.slots import InView, Slots, in_view, slots_of
from r2k_tui.ui.views.chart.drawing.timeline import axis

LEAST_WIDTH, LEAST_HEIGHT, LEAST_PLOT = 30, 5, 10


class ChartPicture(NamedTuple):
    """The lines, the slots they show, what was left out for lack of room, and whether hours are shaded and closes
    marked; the slots begin at column `left`.
    """

    lines: list[Line]
    slots: Slots | None = None
    left_out: str = ""
    shaded: bool = False
    marked: bool = False
    left: int = 0


def chart_picture(chart: Charted, width: int, height: int) -> ChartPicture:
    """The chart in `height` lines of `width` cells; a message where there is no room, or no bar."""
    contents = contents_of(chart, in_view(chart.reply, chart.options, chart.live))
    last = contents.last
    if last is None:
        return ChartPicture([((" no bars in this range", "dim"),)])
    if width >= LEAST_WIDTH and height >= LEAST_HEIGHT:
        plan = plan_for(chart, contents, width, height)
        plot = width - plan.margin - 1 - plan.right
        if plot >= LEAST_PLOT:
            slots = slots_of(contents.view, plot, chart.reply.earlier, _ahead(chart, contents.view))
            return _drawn(chart, plan, slots, width)
    return ChartPicture([((numbers.right(numbers.price(last, chart.decimals), width), "bright"),)])


def _drawn(chart: Charted, plan: Plan, slots: Slots, width: int) -> ChartPicture:
    panes, dim = _panes(chart, plan, slots), outside(slots, chart.reply.regular)
    cross = None if chart.options.cross is None else slots.place_of(chart.options.cross)
    if cross is not None:
        _cross(panes, slots, cross, plan.scale)
    _shade(panes, dim, thin=chart.thin)
    place = len(slots.slots) - 1 if cross is None else cross
    words = words_of(chart, plan.contents, slots.slots[place], slots.changed(place))
    lines = readout.flowed(words, width, plan.rows.words)
    lines += [()] * (plan.rows.words - len(lines))
    lines += [line for pane in panes for line in pane_lines(pane, plan.margin)]
    lines.append(axis(slots.times, slots.columns, chart.reply.bars.interval, slots.width, plan.margin))
    return ChartPicture(
        [fit(line, width) for line in lines],
        slots,
        _left_out(chart, plan),
        bool(dim),
        plan.rows.marks > 0,
        plan.margin + 1,
    )


def _shade(panes: list[Pane], columns: list[int], *, thin: bool) -> None:
    """Fill the hours outside regular ones; on a thin line, which erases blanks at once, the first row alone."""
    for column in columns:
        if thin:
            panes[0].canvas.put_under(column, 0, "░", "shade")
            continue
        for pane in panes:
            pane.canvas.down(column, "░", "shade")


def _ahead(chart: Charted, view: InView) -> int:
    """Number of bars until the end of the session, where a whole session is shown."""
    if chart.ends_at is None or chart.options.count is not None or chart.options.end is not None:
        return 0
    return max(0, int(chart.ends_at - view.bars[-1].time) // chart.reply.bars.interval.seconds - 1)


def _panes(chart: Charted, plan: Plan, slots: Slots) -> list[Pane]:
    contents = plan.contents
    panes = [
        price_pane(slots, contents.over, chart.options, plan.scale, chart.reference, chart.decimals, chart.kept.prices)
    ]
    if plan.rows.marks:
        panes.append(lower_pane.marks_pane(chart.reply, slots, chart.kept.bars))
    if plan.rows.volume:
        panes.append(lower_pane.volume_pane(slots, plan.rows.volume))
    if contents.about is not None and plan.rows.pane:
        scale = plan.under_scale or Scale(0.0, 1.0, plan.rows.pane)
        panes.append(lower_pane.indicator_pane(contents.about, contents.under, slots, scale))
    return panes


def _cross(panes: Sequence[Pane], slots: Slots, place: int, scale: Scale) -> None:
    """Draw a line down through every pane, and one across at the close."""
    column, close = slots.columns[place], slots.slots[place].close
    for pane in panes:
        pane.canvas.down(column, "┊", "text")
        pane.canvas.ground(column, "cursor")
    if scale.holds(close):
        panes[0].canvas.across(scale.row(close), "┈", "dim")


def _left_out(chart: Charted, plan: Plan) -> str:
    """Chosen panes and overlays that have no room."""
    about = plan.contents.about
    missing = [about.title] if about is not None and not plan.rows.pane else []
    missing += ["volume"] if chart.options.volume and not plan.rows.volume else []
    return f"no room for {' and '.join(missing)}" if missing else ""
