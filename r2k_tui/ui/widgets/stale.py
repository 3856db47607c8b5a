"""Lines as a stored picture shows them: muted, and nothing that looks live."""

from __future__ import annotations

from r2k_tui.model.market.quote import QuoteState
from r2k_tui.ui.drawing.lines import Line, Run
from r2k_tui.ui.drawing.state_glyphs import STATE_GLYPHS
from r2k_tui.ui.drawing.targets import without_target
from r2k_tui.ui.widgets.plain_ascii import to_ascii
from r2k_tui.ui.widgets.styles import GRAPHICS, GROUNDS, HEAT

_STALE = STATE_GLYPHS[QuoteState.STALE]
_FRESH = {STATE_GLYPHS[state]: _STALE for state in (QuoteState.LIVE, QuoteState.DELAYED)}
# Glyphs of states by the styles in which they are one: other marks have the same glyphs.
_STATES = {style: _FRESH | {to_ascii(fresh): to_ascii(_STALE) for fresh in _FRESH} for style in ("up", "warn", "dim")}


def stale_line(line: Line) -> Line:
    """The line without its colors, its ages, and its glyphs of live data."""
    return tuple(_stale_run(*run) for run in line)


def _stale_run(text: str, style: str) -> Run:
    names = without_target(style).split("+")
    if "alarm" in names or not HEAT.keys().isdisjoint(names):
        # That data are simulated stays said; a map of colors is nothing without them.
        return text, "+".join(names)
    if "frame-focus" in names:
        return text, "frame"
    kept = [name for name in names if name in GRAPHICS or name in GROUNDS]
    if GRAPHICS.isdisjoint(kept):
        kept.insert(0, "dim")
    words = text.rstrip()
    stale = _STATES.get(names[0], {}).get(words[-1:])
    if stale is not None and (len(words) == 1 or words[-2] == " "):
        # The age beside it was true when the picture was stored.
        text = " " * (len(words) - 1) + stale + " " * (len(text) - len(words))
    return text, "+".join(kept)
