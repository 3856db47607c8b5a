"""Clicks that mean the same in every view: footer keys, names of actions, symbols of the header."""

from __future__ import annotations

from collections.abc import Awaitable

from textual.screen import Screen
from textual.widget import AwaitMount

from r2k_tui.ui.actions.table import footer_action
from r2k_tui.ui.context import AppContext


class ClickedScreen(Screen[None]):
    """A screen that runs what its footer and its header name."""

    context: AppContext

    def click_action(self, name: str) -> Awaitable[object] | None:
        """Run the action of this id, as its key does."""
        action = next((action for action in self.context.actions if action.id == name), None)
        return self.app.run_action(action.command) if action is not None else None

    def click_footer(self, word: str) -> Awaitable[object] | None:
        """Run the action of an entry of the footer: `word` is its label, with the place of the clicked key."""
        label, _, place = word.partition(":")
        action = footer_action(self.context.actions, label, int(place) if place else None)
        return self.click_views(label) if action is None else self.click_action(action.id)

    def click_views(self, _: str) -> AwaitMount:
        """Ask for the view to go to."""
        from r2k_tui.ui.dialogs.choice import ChoiceScreen

        views = [(action.keys[0], action.id, action.title) for action in self.context.actions if action.view]

        def go(name: str | None) -> None:
            if name and (opening := self.click_action(name)) is not None:
                self.app.call_later(lambda: opening)

        return self.app.push_screen(ChoiceScreen("Go to", views), go)

    def click_symbol(self, which: str) -> Awaitable[object] | None:
        """Show the chart of the index or of its fund."""
        self.context.symbol = self.context.mirror.fund if which == "fund" else self.context.mirror.index
        return self.app.run_action("view('chart')")
