"""Whether anything on the screen changes by the second."""

from __future__ import annotations

from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.feed import TROUBLES, FeedState
from r2k_tui.ui.mirror.mirror import Mirror

# The countdown to the bell counts seconds in its last minute.
_BEFORE_THE_BELL_S = 90.0
# So many polls, and a minute, after the last quote, every quote is shown as old, and no age has seconds.
_POLLS, _MINUTE_S = 3.0, 60.0


def at_rest(mirror: Mirror) -> bool:
    """Whether nothing on the screen changes by the second: no quotes arrive, because the exchange is closed or because
    no provider has answered for some time.
    """
    if mirror.lost or mirror.paused or mirror.facts.replay is not None:
        return False
    return (_is_closed(mirror) or _is_cut_off(mirror)) and not _bell_is_near(mirror)


def _is_closed(mirror: Mirror) -> bool:
    quotes = mirror.feeds.get("quotes")
    if mirror.session.phase is not Phase.CLOSED or quotes is None:
        return False
    # Files are looked at while the exchange is open, and their quotes are days old all the same.
    return not mirror.facts.live or quotes.state in (FeedState.IDLE, *TROUBLES)


def _is_cut_off(mirror: Mirror) -> bool:
    quotes = mirror.feeds.get("quotes")
    if quotes is None or quotes.state not in TROUBLES:
        return False
    patience = _POLLS * mirror.facts.quote_cadence_s + _MINUTE_S
    return quotes.last_success is None or mirror.wall() - quotes.last_success > patience


def _bell_is_near(mirror: Mirror) -> bool:
    session, now = mirror.session, mirror.wall()
    # Data from files may be of a day whose next bell is long past.
    bells = (session.opens_at, session.closes_at)
    return any(bell is not None and 0 <= bell - now <= _BEFORE_THE_BELL_S for bell in bells)
