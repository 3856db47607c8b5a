"""The terminal's copy of the alerts that fired, and which of them are new."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.model.alerts.alert import ALERTS_KEPT, Alert

# How long a row keeps its alert mark, unless the person sees the alerts before.
MARKED_S = 3600.0


class AlertList:
    """Alerts of every engine so far, oldest first. A terminal that joins is not notified of old ones.

    `unseen`: alerts have fired since the person saw the list.
    """

    def __init__(self) -> None:
        self._alerts: dict[tuple[str, float, str], Alert] = {}
        self._fresh: list[Alert] = []
        self._joined = False
        self._marks: dict[str, float] = {}
        self.unseen = False

    def merge(self, alerts: Iterable[Alert], *, whole: bool) -> bool:
        """Merge alerts of an engine, `whole` from a snapshot; known ones are skipped. Returns True if any were new."""
        news = [alert for alert in alerts if alert.key not in self._alerts]
        self._alerts.update({alert.key: alert for alert in news})
        self._marks.update({alert.symbol: alert.time for alert in news if "mark" in alert.channels})
        if self._joined or not whole:
            self._fresh += news
            self.unseen = self.unseen or bool(news)
        self._joined = True
        for key in list(self._alerts)[: -2 * ALERTS_KEPT]:
            del self._alerts[key]
        return bool(news)

    def take_new(self) -> tuple[Alert, ...]:
        """Alerts that are new since the last call."""
        fresh, self._fresh = tuple(self._fresh), []
        return fresh

    @property
    def log(self) -> list[Alert]:
        """Alerts that fired, newest first, without tests."""
        return [alert for alert in reversed(self._alerts.values()) if not alert.test]

    @property
    def newest(self) -> Alert | None:
        """The alert that fired last."""
        return next(iter(self.log), None)

    def mark_seen(self) -> None:
        """The person sees the alerts: clear the marks."""
        self._marks.clear()
        self.unseen = False

    def marked(self, symbol: str, now: float) -> bool:
        """Whether the row of a symbol is marked."""
        return symbol in self._marks and 0 <= now - self._marks[symbol] < MARKED_S
