"""Notifies the person of alerts through the terminal, and adds new alerts."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.alerts.terminal_bytes import terminal_bytes
from r2k_tui.model.messages.alerts import AlertsReply, GetAlerts, UseRules
from r2k_tui.model.ratio import is_ratio
from r2k_tui.ui.context import AppContext
from r2k_tui.ui.controllers.settings_port import SettingsFile

if TYPE_CHECKING:
    from r2k_tui.ui.terminal.notifications import PlainNotices

_TOAST_S = 10.0
# More alerts at once are shown as one notification.
_MOST_TOASTS = 3


class AlertNotifier:
    """Notifies of alerts as they arrive, and adds new ones to the settings.

    `subject` returns the symbol that a new alert is about.
    """

    def __init__(
        self,
        app: PlainNotices,
        context: AppContext,
        file: SettingsFile,
        *,
        subject: Callable[[], str],
        reload_settings: Callable[[], None],
    ) -> None:
        self._app, self._context, self._settings_file = app, context, file
        self._subject, self._reload_settings = subject, reload_settings

    def notify(self) -> None:
        """Notify of new alerts, each through its own channels."""
        fresh = self._context.mirror.alerts.take_new()
        if not fresh:
            return
        self._toast([alert for alert in fresh if "toast" in alert.channels])
        self._send(fresh)

    def _toast(self, alerts: Sequence[Alert]) -> None:
        shown = alerts if len(alerts) <= _MOST_TOASTS else alerts[-1:]
        for alert in shown:
            title = alert.rule if len(shown) == len(alerts) else f"{len(alerts)} alerts, newest: {alert.rule}"
            self._app.notify(_words(alert), title=title, severity="warning", timeout=_TOAST_S, about=alert.symbol)

    def _send(self, alerts: Sequence[Alert]) -> None:
        """Send at most one notification per channel: a burst of alerts rings once."""
        last = alerts[-1]
        channels = tuple(dict.fromkeys(channel for alert in alerts for channel in alert.channels))
        more = f" (and {len(alerts) - 1} more)" if len(alerts) > 1 else ""
        sequences = terminal_bytes(f"{_words(last)}{more}", channels, in_tmux=bool(os.environ.get("TMUX")))
        driver = self._app._driver  # Textual has no public way to write an escape sequence
        if sequences and driver is not None and not self._app.is_headless:
            driver.write(sequences)

    async def open_prompt(self) -> None:
        """Open the line for a new alert on the symbol of the view."""
        from r2k_tui.ui.dialogs.prompts.alert import AlertPrompt

        if self._context.kiosk:
            self._app.notify("no alerts can be added in kiosk mode")
            return
        if words := self._context.mirror.refusal(UseRules):
            self._app.notify(words, severity="warning")
            return
        symbol = self._subject()
        if is_ratio(symbol):
            self._app.notify(f"no alerts on {symbol}: a ratio has no quote of its own", severity="warning")
            return
        quote = self._context.mirror.quotes.get(symbol)
        price = quote.price if quote is not None else None
        # Awaited, so that the keys typed after this one reach the line.
        await self._app.push_screen(AlertPrompt(symbol, price, self._check), self._add)

    async def _check(self, rule: RuleSettings) -> str:
        # The snapshot with the rights may have arrived after the line was opened.
        if words := self._context.mirror.refusal(UseRules):
            return words
        reply = await self._context.client.ask(GetAlerts())
        existing = reply.rules if isinstance(reply, AlertsReply) else ()
        return f"an alert named {rule.title} already exists" if rule.title in {r.name for r in existing} else ""

    async def add(self, rule: RuleSettings) -> str:
        """Add an alert without a prompt. Returns why it is refused; "" where it was tried, as a notice says."""
        wrong = "no alerts can be added in kiosk mode" if self._context.kiosk else await self._check(rule)
        if not wrong:
            self._add(rule)
        return wrong

    def _add(self, rule: RuleSettings | None) -> None:
        if rule is None:
            return
        from r2k_tui.ui.dialogs.drawing.alert_request import described, fields_of

        try:
            where = self._settings_file.add("alerts", fields_of(rule))
        except (OSError, ValueError) as error:
            self._app.notify(f"alert not added: {error}", severity="error")
            return
        self._app.notify(f"alert: {described(rule)}; {where}")
        self._reload_settings()


def _words(alert: Alert) -> str:
    marks = ("TEST " if alert.test else "") + ("SIMULATED " if alert.simulated else "")
    return f"{marks}{alert.text}"
