"""Notifications: plain text, never markup; in ASCII where the terminal has no more; gone when they expire."""

from __future__ import annotations

from textual.geometry import Region
from textual.notifications import Notification, SeverityLevel
from textual.screen import Screen
from textual.widgets._toast import ToastRack
from textual.widgets._tooltip import Tooltip

from r2k_tui.ui.terminal.notice_place import Attention, Attentive, best_corner, size_of, width_in
from r2k_tui.ui.terminal.thrift import ThriftyApp
from r2k_tui.ui.widgets.plain_ascii import to_ascii

_LEAST_S = 0.05
# A window at the bottom that leaves fewer lines above it is covered: a notice would have no room.
_LEAST_ABOVE = 4
_TIME_LEFT: property = vars(Notification)["time_left"]


def _left(notice: Notification) -> float:
    return float(_TIME_LEFT.__get__(notice, Notification))


def keep_notifications_alive() -> None:
    """Give every notification a moment to live when it is shown.

    Textual starts a timer for the time left; a timer of negative length never yields, and the app hangs.
    """
    Notification.time_left = property(lambda notice: max(_LEAST_S, _left(notice)))  # type: ignore[assignment]
    Notification.has_expired = property(lambda notice: _left(notice) <= 0.0)  # type: ignore[assignment]


def _racks(screen: Screen[object]) -> list[ToastRack]:
    return [child for child in screen.children if isinstance(child, ToastRack)]


def under_window(screen: Screen[object]) -> Attention:
    """What a window over a view must keep free: itself; a line at the bottom for text is never covered.

    A window as large as the screen is no such line: a notice stands in its corner.
    """
    parts = [child.region for child in screen.children if child.display and not isinstance(child, ToastRack | Tooltip)]
    whole = max(parts, key=lambda region: region.area, default=Region())
    at_the_bottom = whole.bottom == screen.size.height and whole.width == screen.size.width
    at_the_bottom &= whole.y >= _LEAST_ABOVE
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
        """See App: what has changed is placed anew, on the uppermost screen alone."""
        for screen in self.screen_stack[:-1]:
            # Seen beside a window, a notice below it would stay where it was, or after its end.
            for rack in screen.children:
                if isinstance(rack, ToastRack) and rack.display:
                    rack.display = False
                    rack.remove_children()
        self.place_notices()
        super()._refresh_notifications()
        # A window that was opened just now has no layout yet.
        self.call_after_refresh(self.place_notices)

    def on_resize(self) -> None:
        """The window was resized: there may be less room, and other corners."""
        self.call_after_refresh(self._refresh_notifications)

    def place_notices(self) -> None:
        """Move the notices to where they cover least; those for which there is no room are only kept."""
        shown = list(self._notifications)
        self._abouts = {one.message: self._abouts.get(one.message, "") for one in shown}
        if not shown or not self.screen_stack:
            return
        screen, window = self.screen, self.size
        # A window shows them itself: those of the view under it would stand beside them a second time.
        for rack in (rack for under in self.screen_stack[:-1] for rack in _racks(under)):
            rack.display = False
        racks = _racks(screen)
        if not racks:
            return
        seen = screen.attention(self._abouts.values()) if isinstance(screen, Attentive) else under_window(screen)
        texts = [f"{one.title}\n{one.message}" if one.title else one.message for one in shown]
        sizes = size_of(texts, window)
        room = (window.height - seen.top - seen.bottom) // 2
        while len(sizes) > 1 and (sum(size.height for size in sizes) > room or shown[0].message == shown[-1].message):
            sizes.pop(0)
            self._unnotify(shown.pop(0), refresh=False)
        if seen.say is not None and sizes[-1].height > room:
            self._unnotify(shown[-1], refresh=False)
            seen.say(texts[-1].replace("\n", ": ", 1))
            return
        corner = best_corner(window, sizes, seen)
        rack = racks[0]
        rack.styles.dock = corner.edge
        rack.styles.margin = (seen.top, 0, seen.bottom, 0)
        rack.set_class(corner.side == "left", "-left")
        rack.set_class(width_in(window) > window.width // 2, "-full")
