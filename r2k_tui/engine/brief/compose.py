"""The composer: inputs in, the brief out; pure, so that equal inputs give equal pages."""

from __future__ import annotations

from r2k_tui.engine.brief.index import index_section
from r2k_tui.engine.brief.inputs import BriefInputs
from r2k_tui.engine.brief.markets import markets_section
from r2k_tui.engine.brief.members import breadth_section, carried_section
from r2k_tui.engine.brief.news import coming_section, ledger_section, since_section
from r2k_tui.engine.brief.states import states_section
from r2k_tui.model.brief import Brief

_SECTIONS = (
    index_section,
    carried_section,
    breadth_section,
    markets_section,
    states_section,
    since_section,
    coming_section,
    ledger_section,
)


def compose(inputs: BriefInputs) -> Brief:
    """The page: every section, in its order."""
    return Brief(
        inputs.market.index,
        inputs.day.isoformat(),
        inputs.since.words,
        inputs.source,
        inputs.simulated,
        tuple(section(inputs) for section in _SECTIONS),
    )
