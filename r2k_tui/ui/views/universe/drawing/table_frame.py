"""The text in the frame of the member table."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

from r2k_tui.model.events.near import EX_DIVIDEND, NEAR_DAYS, REPORTS
from r2k_tui.model.index.reconstitution import countdown_words
from r2k_tui.ui.drawing.lines import BLANK, Line, length
from r2k_tui.ui.drawing.numbers import NO_ROOM
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.universe.drawing.status import progress_words

WITHIN = f"reports within {NEAR_DAYS} days"
LEGEND = f"{REPORTS} reports, {EX_DIVIDEND} goes ex-dividend within {NEAR_DAYS} days"
# Corners and blanks around the text in the border.
_BORDER = 6


def table_title(mirror: Mirror, width: int, *, reporting: bool = False) -> tuple[Line, Line]:
    """Left, the index fund or the progress of a poll; right, source and day of the prices.

    `reporting`: only members that report soon are shown.
    """
    summary = mirror.members.summary
    soon: Line = ((" that report soon", "warn"),) if reporting else ()
    if summary is None:
        return (("Members", "bright"), *soon), ((mirror.facts.name, "dim"),)
    of_fund, listed = (f" of {summary.fund}", "dim"), summary.holdings_as_of
    named: Line = (("Members", "bright"), of_fund, *soon, (f", list of {listed}", "dim"))
    right: Line = ((f"{mirror.facts.name} {summary.as_of or ''}".rstrip(), "dim"),)
    right = _with_halts(mirror, right)
    right = _counted_down(mirror, right, width - length(named) - _BORDER - 2)
    coming = progress_words(mirror)
    if coming:
        named = (("Members", "bright"), *soon, (f" {coming}", "accent"))
    if length(named) + length(right) + _BORDER + 2 > width:
        named = (("Members", "bright"), *soon, (f" {summary.fund} {listed}", "dim"))
    if length(named) + length(right) + _BORDER + 2 > width:
        named = (("Members", "bright"), *soon)
    return named, right


def _with_halts(mirror: Mirror, right: Line) -> Line:
    """The text at the right, with the number of halted members before it, if there are any."""
    now, members = mirror.clock(), mirror.members.members
    if mirror.market_halt(now) is not None:
        return (("market halted", "alarm"), ("  ", "frame"), *right)
    halted = mirror.halts.count(members.symbols, now) if members is not None else 0
    return ((f"{halted:,} halted", "warn"), ("  ", "frame"), *right) if halted else right


def _counted_down(mirror: Mirror, right: Line, room: int) -> Line:
    """The text at the right, with the countdown before it in the days before a reconstitution, as far as it fits."""
    near = mirror.reconstitution()
    if near is None or not near.is_near:
        return right
    texts = f"reconstitution {countdown_words(near.days)}", f"recon {near.days}d"
    lines: list[Line] = [((text, "accent"), ("  ", "frame"), *right) for text in texts]
    return next((line for line in lines if length(line) <= room), right)


def table_foot(words: str, rows: int, members: int, above: int, seen: int, width: int, legend: str = "") -> Line:
    """How many rows match the filter, and which of them are in view; without a filter, the meaning of the marks."""
    place = f"{above + 1:,}-{above + seen:,} of {rows:,}" if seen else "0"
    told: Line = ((f"{'▲' if above else ' '}{'▼' if above + seen < rows else ' '} {place}", "dim"),)
    room = max(1, width - length(told) - _BORDER - 4)
    if not words.strip():
        explained: Line = ((legend, "dim"), ("  ", "frame"), *told)
        fits = legend and cell_len(legend) <= room
        return explained if fits else told if length(told) + _BORDER <= width else BLANK
    text = f"{rows:,} of {members:,}, filter: {words}"
    # The filter may be cut anywhere, but the cut is marked.
    shown = text if cell_len(text) <= room else set_cell_size(text, room - 1) + NO_ROOM
    return ((shown, "warn"), ("  ", "frame"), *told)
