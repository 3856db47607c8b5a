"""What one terminal may ask of a shared engine, and all of them together."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.model.messages.alerts import MuteAlert, TryAlert, UseRules
from r2k_tui.model.messages.allocation import StopLaboratory
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.replay import ControlReplay
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import Refresh, Watch
from r2k_tui.model.text import clean_symbol, plural
from r2k_tui.rate_limit import TokenBucket

LIMIT, RIGHTS = "limit", "rights"
# What one terminal would change for all of them.
_OF_THE_OPERATOR = {
    UseRules: "the alerts of a hub are those of its engine's settings",
    MuteAlert: "the alerts of a hub are muted in its engine's settings",
    TryAlert: "the alerts of a hub are tested where its engine runs",
    ControlReplay: "the replay of a hub is the same for everybody",
    StopLaboratory: "the laboratory of a hub works for everybody",
}
# The same by the name that a request has on its way: a terminal is told before its user types.
REFUSED = {str(kind.__struct_config__.tag): words for kind, words in _OF_THE_OPERATOR.items()}


class Quota:
    """Owner of what is left to each reader. Clocks count seconds and never go back."""

    def __init__(self, hub: HubSettings, clock: Callable[[], float]) -> None:
        self._hub, self._clock = hub, clock
        self.terminals = hub.terminals
        self._asks: dict[str, TokenBucket] = {}
        self._watched: dict[str, tuple[str, ...]] = {}
        self._refreshes = TokenBucket(hub.refreshes_per_minute, hub.refreshes_per_minute, clock)

    @property
    def full(self) -> Failure:
        """What one terminal too many is told."""
        return Failure(LIMIT, f"the hub serves {plural(self._hub.terminals, 'terminal')} and no more")

    def refusal(self, reader: str, request: Request) -> Failure | None:
        """Why the request is not even looked at; None where it is."""
        if (words := _OF_THE_OPERATOR.get(type(request))) is not None:
            return Failure(RIGHTS, words)
        if reader not in self._asks:
            if len(self._asks) >= self._hub.terminals:
                return self.full
            self._asks[reader] = TokenBucket(self._hub.asks_per_minute, self._hub.asks_at_once, self._clock)
        if not self._asks[reader].try_take():
            return Failure(LIMIT, f"more than {plural(self._hub.asks_per_minute, 'request')} a minute")
        if isinstance(request, Refresh) and not self._refreshes.try_take():
            return Failure(LIMIT, "the hub polls as fast as it may")
        return None

    def watchable(self, reader: str, request: Watch) -> tuple[Watch, Failure | None]:
        """As much of a list as may be watched, and what is to be said of the rest."""
        asked = tuple(dict.fromkeys(symbol for symbol in request.symbols if symbol == clean_symbol(symbol) != ""))
        others = {symbol for other, symbols in self._watched.items() if other != reader for symbol in symbols}
        room = self._hub.symbols_total - len(others)
        kept: list[str] = []
        for symbol in asked[: self._hub.symbols_each]:
            if symbol not in others:
                room -= 1
            if room >= 0 or symbol in others:
                kept.append(symbol)
        self._watched[reader] = tuple(kept)
        left_out = len(request.symbols) - len(kept)
        words = f"the hub watches {len(kept)} of your {plural(len(request.symbols), 'symbol')}: there is a limit"
        return Watch(tuple(kept)), Failure(LIMIT, words) if left_out else None

    def forget(self, reader: str) -> None:
        """A reader is gone."""
        self._asks.pop(reader, None)
        self._watched.pop(reader, None)
