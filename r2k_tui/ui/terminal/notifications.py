"""Notifications: plain text, never markup; in ASCII where the terminal has no more; gone when they expire."""

from __future__ import annotations

from textual.geometry import Region
from textual.notifications import Notification, SeverityLevel
from textual.screen import Screen
from textual.widgets._toast import ToastRack
from textual.widgets._tooltip import Tooltip

from r2k_tui.ui.terminal.notice_place import Attention, Attentive, best_corner, size_of
from r2k_tui.ui.terminal.thrift import ThriftyApp
from r2k_tui.ui.widgets.plain_ascii import to_ascii

_LEAST_S = 0.05
_TIME_LEFT: property = vars(Notification)["time_left"]


def _left(notice: Notification) -> float:
    return float(_TIME_LEFT.__get__(notice, Notification))


def keep_notifications_alive() -> None:
    """Give every notification a moment to live when it is shown.

    Textual starts a timer for the time left; a timer of negative length never yields, and the app hangs.
    """
    Notification.time_left = property(lambda notice: max(_LEAST_S, _left(notice)))  # type: ignore[assignment]
    Notification.has_expired = property(lambda notice: _left(notice) <= 0.0)  # type: ignore[assignment]


def under_window(screen: Screen[object]) -> Attention:
    """What a window over a view must keep free: itself; a line at the bottom for text is never covered.

    A window as large as the screen is no such line: a notice stands in its corner.
    """
    parts = [child.region for child in screen.children if child.display and not isinstance(child, ToastRack | Tooltip)]
    whole = max(parts, key=lambda region: region.area, default=Region())
    size = screen.size
    low = bool(whole) and whole.height * 2 <= size.height
    at_the_bottom = low and whole.bottom == size.height and whole.width == size.width
    return Attention(panel=whole, bottom=whole.height if at_the_bottom else 1)


class PlainNotices(ThriftyApp):
    """An app whose notifications are plain text, kept, and placed where they cover least.

    At most half of the screen is covered: where more come at once, the newest stay.
    """

    def __init__(self) -> None:
        super().__init__()
        self._abouts: dict[str, str] = {}

    def keep_notice(self, severity: str, title: str, message: str) -> None:
        """Keep a notice for those who miss it."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
        about: str = "",
    ) -> None:
        """See App: no markup unless it is asked for. `about`: the symbol whose rows are not to be covered."""
        self.keep_notice(severity, title, message)
        if self.has_class("-ascii"):
            message, title = to_ascii(message), to_ascii(title)
        self._abouts[message] = about
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def _refresh_notifications(self) -> None:
        """See App: what has changed is placed anew."""
        self.place_notices()
        super()._refresh_notifications()
        # A window that was opened just now has no layout yet.
        self.call_after_refresh(self.place_notices)

    def place_notices(self) -> None:
        """Move the notices to where they cover least; those for which there is no room are only kept."""
        shown = list(self._notifications)
        self._abouts = {one.message: self._abouts.get(one.message, "") for one in shown}
        if not shown or not self.screen_stack:
            return
        screen, window = self.screen, self.size
        racks = [child for child in screen.children if isinstance(child, ToastRack)]
        if not racks:
            return
        seen = screen.attention(self._abouts.values()) if isinstance(screen, Attentive) else under_window(screen)
        sizes = size_of([f"{one.title}\n{one.message}" if one.title else one.message for one in shown], window)
        room = (window.height - seen.top - seen.bottom) // 2
        while len(sizes) > 1 and (sum(size.height for size in sizes) > room or shown[0].message == shown[-1].message):
            sizes.pop(0)
            self._unnotify(shown.pop(0), refresh=False)
        corner = best_corner(window, sizes, seen)
        rack = racks[0]
        rack.styles.dock = corner.edge
        rack.styles.margin = (seen.top, 0, seen.bottom, 0)
        rack.set_class(corner.side == "left", "-left")
