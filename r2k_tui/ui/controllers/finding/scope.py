"""Scope of a search: what every kind of destination looks in, and may do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from r2k_tui.ui.context import AppContext
from r2k_tui.ui.controllers.known_symbols import KnownSymbols
from r2k_tui.ui.controllers.settings_port import SettingsFile

if TYPE_CHECKING:
    from textual.app import App

    from r2k_tui.config.listing import ListedSetting
    from r2k_tui.model.thesis import ClaimResult
    from r2k_tui.ui.views.base import View
    from r2k_tui.ui.views.watchlist.table import QuoteTable


@dataclass
class FindScope:
    """`show_view` takes the name of a view, `run_action` what an action runs, `use_theme` the name of a theme.

    `claims` and `settings`: those last listed, by name.
    """

    app: App[None]
    context: AppContext
    table: QuoteTable
    known: KnownSymbols
    file: SettingsFile
    view: Callable[[], View]
    show_view: Callable[[str], Awaitable[None]]
    run_action: Callable[[str], Awaitable[object]]
    use_theme: Callable[[str], None]
    reload_settings: Callable[[], None]
    claims: dict[str, ClaimResult] = field(default_factory=dict)
    settings: dict[str, ListedSetting] = field(default_factory=dict)
