"""The symbols that the terminal knows by name: of its lists, common ones, and the members of the index."""

from __future__ import annotations

import asyncio

from r2k_tui.model.market.universe import Members
from r2k_tui.model.symbols.nearest import nearest_symbols
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.views.shared.member_requests import MemberRequests


class KnownSymbols:
    """Symbols with their names; members are requested when they are first needed."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._members: dict[str, str] = {}
        self._key = ""
        self._asking: asyncio.Task[None] | None = None

    def listed(self) -> dict[str, str]:
        """Names of the symbols of all lists, the portfolio included; "" where a name is unknown."""
        quotes = self._context.mirror.quotes
        return {symbol: quotes[symbol].name if symbol in quotes else "" for symbol in self._context.lists.symbols}

    def common(self) -> dict[str, str]:
        """Names of common funds, indices and futures."""
        from r2k_tui.model.symbols.packaged import COMMON

        return COMMON

    async def members(self) -> dict[str, str]:
        """Names of the members of the index; {} while they are not known. The engine is asked once."""
        if self._context.mirror.members.members is None and not self._members:
            if self._asking is None or self._asking.done():
                self._asking = asyncio.create_task(self._ask())
            # Whoever waits may go; the engine must hear the end of it.
            await asyncio.shield(self._asking)
        self._take(self._context.mirror.members.members)
        return self._members

    async def _ask(self) -> None:
        from r2k_tui.model.messages.universe import GetUniverse

        if self._context.mirror.refusal(GetUniverse):
            return
        # The names do not change; where no panel reads the members, the engine need not send their prices.
        await MemberRequests(self._context, "names").fetch()

    def _take(self, members: Members | None) -> None:
        if members is not None and members.key != self._key:
            self._members, self._key = dict(zip(members.symbols, members.names, strict=True)), members.key

    def name(self, symbol: str) -> str:
        """The name of a symbol, "" where it is unknown."""
        return next((names[symbol] for names in self._known() if names.get(symbol)), "")

    def nearest(self, symbol: str) -> tuple[str, ...]:
        """The known symbols that a mistyped one may stand for, likeliest first."""
        return nearest_symbols(symbol, (known for names in self._known() for known in names))

    def _known(self) -> tuple[dict[str, str], ...]:
        return self.listed(), self.common(), self._members
