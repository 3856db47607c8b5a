"""Destinations that the terminal knows without asking: symbols, views and their pages, actions, themes, screens."""

from __future__ import annotations

from collections.abc import Awaitable

from r2k_tui.ui.actions.table import shown_key
from r2k_tui.ui.controllers.finding.scope import FindScope
from r2k_tui.ui.dialogs.drawing.matching import Destination

SYMBOL, FUND, MEMBER = "symbol", "fund", "member"
VIEW, PAGE, TAB, ACTION, THEME, SCREEN = "view", "page", "tab", "action", "theme", "screen"


def symbols(scope: FindScope) -> list[Destination]:
    """The symbols of all lists; a name that a provider spells its own way is found by the common one, too."""
    common = scope.known.common()
    listed = scope.known.listed().items()
    return [Destination(SYMBOL, s, name or common.get(s, ""), common.get(s, "")) for s, name in listed]


def funds(scope: FindScope) -> list[Destination]:
    """Common funds, indices and futures that are on no list."""
    listed = scope.known.listed()
    return [Destination(FUND, s, name) for s, name in scope.known.common().items() if s not in listed]


async def members(scope: FindScope) -> list[Destination]:
    """The members of the index that are on no list."""
    found, listed = await scope.known.members(), scope.known.listed()
    return [Destination(MEMBER, s, name) for s, name in found.items() if s not in listed]


def open_symbol(scope: FindScope, place: Destination) -> Awaitable[object] | None:
    """Put the cursor on a symbol of a list; show any other in the chart."""
    if place.name in scope.table.symbols:
        scope.table.select(place.name)
        return None
    scope.context.symbol = place.name
    return scope.show_view("chart")


def views(scope: FindScope) -> list[Destination]:
    """The views."""
    return [Destination(VIEW, action.view, action.title) for action in scope.context.actions if action.view]


def open_view(scope: FindScope, place: Destination) -> Awaitable[object]:
    """Show a view."""
    return scope.show_view(place.name)


async def pages(_: FindScope) -> list[Destination]:
    """The pages of view 7."""
    # Imported here: its modules are needed only once the line is open.
    from r2k_tui.ui.views.universe.pages import PAGES

    return [Destination(PAGE, page.NAME, page.TITLE, "universe page of view 7") for page in PAGES]


async def open_page(scope: FindScope, place: Destination) -> None:
    """Show a page of view 7."""
    from r2k_tui.ui.views.universe.view import UniverseView

    await scope.show_view("universe")
    view = scope.view()
    if isinstance(view, UniverseView):
        view.open_page(place.name)


async def tabs(_: FindScope) -> list[Destination]:
    """The pages of view 5."""
    from r2k_tui.ui.views.allocation.page_order import PAGES

    return [Destination(TAB, page.NAME, page.TITLE, "allocation page of view 5") for page in PAGES]


async def open_tab(scope: FindScope, place: Destination) -> None:
    """Show a page of view 5."""
    from r2k_tui.ui.views.allocation.view import AllocationView

    await scope.show_view("allocation")
    view = scope.view()
    if isinstance(view, AllocationView):
        view.open_page(place.name)


def actions(scope: FindScope) -> list[Destination]:
    """All actions, with their keys."""
    return [
        Destination(ACTION, a.id, f"{a.title}  (key {shown_key(a.keys[0])})", a.task)
        for a in scope.context.actions
        if a.id != "palette"
    ]


def open_action(scope: FindScope, place: Destination) -> Awaitable[object]:
    """Run an action."""
    command = next(action.command for action in scope.context.actions if action.id == place.name)
    return scope.run_action(command)


def themes(_: FindScope) -> list[Destination]:
    """All themes, of Textual too."""
    from r2k_tui.ui.theme import described

    return [Destination(THEME, name, words, "theme color") for name, words in described()]


def open_theme(scope: FindScope, place: Destination) -> None:
    """Apply a theme."""
    scope.use_theme(place.name)


def screens(scope: FindScope) -> list[Destination]:
    """The saved screens of the members."""
    return [Destination(SCREEN, s.name, s.expr, "screen filter members") for s in scope.context.settings.screens]


async def open_screen(scope: FindScope, place: Destination) -> None:
    """Show the members that a saved screen holds for."""
    from r2k_tui.ui.views.universe.view import UniverseView

    await scope.show_view("universe")
    view = scope.view()
    if isinstance(view, UniverseView):
        view.show_screen(place.title)
