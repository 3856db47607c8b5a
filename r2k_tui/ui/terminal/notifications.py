"""Notifications: plain text, never markup; in ASCII where the terminal has no more; gone when they expire."""

from __future__ import annotations

from textual.notifications import Notification, SeverityLevel

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


class PlainNotices(ThriftyApp):
    """An app whose notifications are plain text."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """See App: no markup unless it is asked for."""
        if self.has_class("-ascii"):
            message, title = to_ascii(message), to_ascii(title)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)
