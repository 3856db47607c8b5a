"""Quotas of requests to a shared engine, per terminal and for all terminals together."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.model.messages.alerts import MuteAlert, TryAlert, UseRules
from r2k_tui.model.messages.allocation.portfolios import StopAllocation
from r2k_tui.model.messages.charts.marks import AddLine, RemoveMark, SaveNote
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.replay import ControlReplay
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import Refresh, Watch
from r2k_tui.model.money.conversion import RATE_SYMBOLS
from r2k_tui.model.text import clean_symbol, plural
from r2k_tui.rate_limit import TokenBucket

LIMIT, RIGHTS = "limit", "rights"
_NOTES = "every terminal of a hub shows the same notes and lines: they are written where its engine runs"
# Requests by which one terminal would change something for all of them.
_OF_THE_OPERATOR = {
    UseRules: "the alert rules of a hub come from its engine's settings",
    MuteAlert: "the alerts of a hub are muted in its engine's settings",
    TryAlert: "the alerts of a hub are tested where its engine runs",
    ControlReplay: "every terminal of a hub shares its replay",
    SaveNote: _NOTES,
    AddLine: _NOTES,
    RemoveMark: _NOTES,
    StopAllocation: "every terminal of a hub shares its allocation worker",
}
# The same by wire tag: a terminal knows its rights before its user types.
REFUSED = {str(kind.__struct_config__.tag): words for kind, words in _OF_THE_OPERATOR.items()}


class Quota:
    """Remaining quota of each reader. `clock` counts seconds and never goes back."""

    def __init__(self, hub: HubSettings, clock: Callable[[], float]) -> None:
        self._hub, self._clock = hub, clock
        self.terminals = hub.terminals
        self._requests: dict[str, TokenBucket] = {}
        self._watched: dict[str, tuple[str, ...]] = {}
        self._refreshes = TokenBucket(hub.refreshes_per_minute, hub.refreshes_per_minute, clock)

    @property
    def full(self) -> Failure:
        """What one terminal too many is told."""
        return Failure(LIMIT, f"the hub serves {plural(self._hub.terminals, 'terminal')} and no more")

    def refusal(self, reader: str, request: Request) -> Failure | None:
        """Reason to reject the request unread, or None."""
        if (words := _OF_THE_OPERATOR.get(type(request))) is not None:
            return Failure(RIGHTS, words)
        if reader not in self._requests:
            if len(self._requests) >= self._hub.terminals:
                return self.full
            self._requests[reader] = TokenBucket(self._hub.asks_per_minute, self._hub.asks_at_once, self._clock)
        if not self._requests[reader].try_take():
            return Failure(LIMIT, f"more than {plural(self._hub.asks_per_minute, 'request')} a minute")
        if isinstance(request, Refresh) and not self._refreshes.try_take():
            return Failure(LIMIT, "the hub already polls at its limit")
        return None

    def watchable(self, reader: str, request: Watch) -> tuple[Watch, Failure | None]:
        """Part of a list within the quota, and the Failure that reports the rest, if any."""
        requested = tuple(dict.fromkeys(symbol for symbol in request.symbols if symbol == clean_symbol(symbol) != ""))
        others = {symbol for other, symbols in self._watched.items() if other != reader for symbol in symbols}
        room = self._hub.symbols_total - len(others)
        watched: list[str] = []
        for symbol in requested[: self._hub.symbols_each]:
            if symbol not in others:
                room -= 1
            if room >= 0 or symbol in others:
                watched.append(symbol)
        self._watched[reader] = tuple(watched)
        left_out = len(request.symbols) - len(watched)
        words = f"the hub watches {len(watched)} of your {plural(len(request.symbols), 'symbol')}: there is a limit"
        # There are few of them, the same for all: they are outside the limits.
        rates = tuple(symbol for symbol in dict.fromkeys(request.rates) if symbol in RATE_SYMBOLS)
        return Watch(tuple(watched), rates), Failure(LIMIT, words) if left_out else None

    def forget(self, reader: str) -> None:
        """Forget a reader that left."""
        self._requests.pop(reader, None)
        self._watched.pop(reader, None)
