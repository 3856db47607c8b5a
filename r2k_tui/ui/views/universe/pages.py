"""The pages of view 7, in the order of the key that turns them; the members come first."""

from __future__ import annotations

from r2k_tui.ui.views.universe.calendar_page import CalendarPage
from r2k_tui.ui.views.universe.changes_page import ChangesPage
from r2k_tui.ui.views.universe.halts_page import HaltsPage
from r2k_tui.ui.views.universe.index_page import IndexPage
from r2k_tui.ui.views.universe.insiders_page import InsidersPage
from r2k_tui.ui.views.universe.page import UniversePage
from r2k_tui.ui.views.universe.ranks_page import RanksPage
from r2k_tui.ui.views.universe.short_interest_page import ShortInterestPage

PAGES: tuple[type[UniversePage], ...] = (
    CalendarPage,
    HaltsPage,
    ChangesPage,
    RanksPage,
    ShortInterestPage,
    InsidersPage,
    IndexPage,
)
