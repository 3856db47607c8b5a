"""The kinds of destinations: a new kind is one row here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from r2k_tui.ui.controllers.finding import asked, at_hand
from r2k_tui.ui.controllers.finding.scope import FindScope
from r2k_tui.ui.dialogs.drawing.matching import Destination


class FindKind(NamedTuple):
    """One kind. Its destinations are there when the line opens (`now`), or arrive a moment later (`later`).

    `go` opens one. `offered`: listed before anything is typed.
    """

    name: str
    go: Callable[[FindScope, Destination], Awaitable[object] | None]
    now: Callable[[FindScope], Sequence[Destination]] | None = None
    later: Callable[[FindScope], Awaitable[Sequence[Destination]]] | None = None
    offered: bool = False


# Destinations that match equally well are listed in this order.
KINDS: tuple[FindKind, ...] = (
    FindKind(at_hand.SYMBOL, at_hand.open_symbol, now=at_hand.symbols, offered=True),
    FindKind(at_hand.VIEW, at_hand.open_view, now=at_hand.views, offered=True),
    FindKind(at_hand.PAGE, at_hand.open_page, later=at_hand.pages),
    FindKind(at_hand.TAB, at_hand.open_tab, later=at_hand.tabs),
    FindKind(at_hand.FUND, at_hand.open_symbol, now=at_hand.funds),
    FindKind(asked.READING, asked.open_reading, later=asked.readings),
    FindKind(asked.ALERT, asked.open_alert, later=asked.alerts),
    FindKind(at_hand.SCREEN, at_hand.open_screen, now=at_hand.screens),
    FindKind(at_hand.ACTION, at_hand.open_action, now=at_hand.actions),
    FindKind(asked.CLAIM, asked.open_claim, later=asked.claims),
    FindKind(at_hand.THEME, at_hand.open_theme, now=at_hand.themes),
    FindKind(asked.SETTING, asked.open_setting, later=asked.settings),
    FindKind(at_hand.MEMBER, at_hand.open_symbol, later=at_hand.members),
)


def kinds_from(first: str) -> tuple[FindKind, ...]:
    """All kinds, one of them first."""
    return tuple(sorted(KINDS, key=lambda kind: kind.name != first))
