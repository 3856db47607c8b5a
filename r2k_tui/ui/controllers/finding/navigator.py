"""The find line, the palette and the help; and where they lead."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import Lookup
from r2k_tui.model.text import clean_symbol
from r2k_tui.ui.controllers.finding.at_hand import ACTION, FUND, MEMBER, SYMBOL, VIEW
from r2k_tui.ui.controllers.finding.recent import RecentPlaces
from r2k_tui.ui.controllers.finding.scope import FindScope
from r2k_tui.ui.dialogs.drawing.matching import Destination, prepare

if TYPE_CHECKING:
    from r2k_tui.ui.controllers.finding.kinds import FindKind
    from r2k_tui.ui.dialogs.find import FindScreen

# Places that are prepared without a pause: a few milliseconds.
_AT_A_TIME = 250


class Navigator:
    """Opens the find line and the palette, goes where the person chooses, and remembers where that was."""

    def __init__(self, scope: FindScope) -> None:
        self._scope, self._recent = scope, RecentPlaces()
        self._going = False

    async def find(self) -> None:
        """Open the find line."""
        await self._open("Find anything: symbol, company, view, reading, alert, setting …", SYMBOL)

    async def open_palette(self) -> None:
        """Open the same with the actions first."""
        await self._open("Run an action, or go to anything", ACTION)

    async def open_help(self) -> None:
        """Show the keys, those of the view first."""
        from r2k_tui.ui.dialogs.help import HelpScreen

        view, context = self._scope.view(), self._scope.context
        # On a thin line, the keys of the view and the names of the other groups.
        thin = context.display.low_bandwidth
        screen = HelpScreen(
            view.name or "", context.actions, lambda name: view.key_handler(name) is not None, brief=thin
        )
        await self._scope.app.push_screen(screen)

    def visited(self, view: str) -> None:
        """A view is shown, by whatever way: a place to come back to."""
        if not self._going:
            self._recent.note(self._here(view))

    def _here(self, view: str) -> Destination:
        if view == "chart":
            symbol = self._scope.context.symbol
            return Destination(SYMBOL, symbol, self._scope.known.name(symbol))
        title = next((action.title for action in self._scope.context.actions if action.view == view), "")
        return Destination(VIEW, view, title)

    async def _open(self, question: str, first: str) -> None:
        from r2k_tui.ui.controllers.finding.kinds import kinds_from
        from r2k_tui.ui.dialogs.drawing.found import Finder
        from r2k_tui.ui.dialogs.find import FindScreen

        kinds = kinds_from(first)
        places = {kind.name: list(kind.now(self._scope)) if kind.now else [] for kind in kinds}
        here = self._here(self._scope.view().name or "")[:2]
        recent = self._recent.listed(here)
        known = {place[:2] for place in recent}
        offered = [p for kind in kinds if kind.offered or kind.name == first for p in places[kind.name]]
        finder = Finder(places, [*recent, *(p for p in offered if p[:2] not in known)], self._nearest)
        screen = FindScreen(question, finder, self._check, add=self._scope.context.mirror.keys.add)
        # Awaited, so that the keys typed after this one reach the line.
        await self._scope.app.push_screen(screen, self._go_to)
        self._scope.app.run_worker(self._offer_more(screen, kinds), group="find", exclusive=True, exit_on_error=False)

    async def _offer_more(self, screen: FindScreen, kinds: tuple[FindKind, ...]) -> None:
        async def offer(kind: FindKind) -> None:
            if kind.later is not None:
                places = await kind.later(self._scope)
                for start in range(0, len(places), _AT_A_TIME):
                    prepare(places[start : start + _AT_A_TIME])
                    # Keys and frames come in between.
                    await asyncio.sleep(0)
                screen.more(kind.name, places)

        try:
            await asyncio.gather(*(offer(kind) for kind in kinds))
        finally:
            screen.no_more()

    async def _check(self, symbol: str) -> str:
        reply = await self._scope.context.client.ask(Lookup(symbol))
        return reply.message if isinstance(reply, Failure) else ""

    def _nearest(self, text: str) -> list[Destination]:
        known = self._scope.known
        return [Destination(SYMBOL, symbol, known.name(symbol)) for symbol in known.nearest(clean_symbol(text))]

    async def _go_to(self, place: Destination | None) -> None:
        if place is not None:
            await self._go(place)

    async def _go(self, place: Destination) -> None:
        from r2k_tui.ui.controllers.finding.kinds import KINDS

        kind = next(kind for kind in KINDS if kind.name == place.kind)
        view, symbol = self._scope.view(), self._scope.context.symbol
        self._going = True
        try:
            opening = kind.go(self._scope, place)
            if opening is not None:
                await opening
        finally:
            self._going = False
        # The view resumed with the symbol before when the line closed.
        if self._scope.view() is view and self._scope.context.symbol != symbol:
            view.resume()
        self._recent.note(place._replace(kind=SYMBOL) if place.kind in (FUND, MEMBER) else place)
