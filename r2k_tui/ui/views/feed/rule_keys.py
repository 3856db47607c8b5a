"""Keys of the rules in view 9: mute, test, and the request about the rule under the cursor."""

from __future__ import annotations

from collections.abc import Callable

from r2k_tui.model.alerts.alert import RuleView
from r2k_tui.model.messages.alerts import MuteAlert, TryAlert
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.views.base import View
from r2k_tui.ui.views.feed.alert_panels import RulesPanel


class RulesView(View):
    """A view with the panel of rules, which may stand on a page of its own."""

    _rules: RulesPanel

    def on_key_pan(self, _: int) -> None:
        """Turn the page."""
        raise NotImplementedError

    def choose_rule(self, name: str) -> None:
        """Put the cursor on a rule, on the page that has the rules."""
        if not self._rules.display:
            self.on_key_pan(1)
        self._rules.choose(name)
        self._rules.focus()

    def on_key_mute(self, _: int) -> None:
        """Mute or unmute the rule under the cursor."""
        if words := self.mirror.refusal(MuteAlert):
            self.foot.say(words)
            return

        def mute(rule: RuleView) -> tuple[Request, str]:
            done = f"{rule.name} {'is unmuted' if rule.muted else 'is muted'}"
            self._rules.mute_asked(rule.name, muted=not rule.muted)
            return MuteAlert(rule.name, not rule.muted), done

        self._ask_of_chosen(mute)

    def _unmute(self, name: str) -> None:
        async def ask() -> None:
            reply: Reply = await self.client.ask(MuteAlert(name, False))
            if isinstance(reply, Failure):
                self.foot.say(reply.message)
            await self.load()

        self.run_worker(ask(), group="alerts", exit_on_error=False)

    def on_key_test_alert(self, _: int) -> None:
        """Send a test alert of the rule under the cursor."""
        if words := self.mirror.refusal(TryAlert):
            self.foot.say(words)
            return
        self._ask_of_chosen(lambda rule: (TryAlert(rule.name), f"a test of {rule.name} was sent"))

    def _ask_of_chosen(self, request: Callable[[RuleView], tuple[Request, str]]) -> None:
        """Make a request about the rule under the cursor, and report the result.

        Where the rules are on the other page, turn the page first: a rule that is out of sight is never changed.
        """
        if not self._rules.display:
            self.on_key_pan(1)
            self.foot.say("choose an alert, then press the key again")
            return
        at_once = self._rules.chosen

        async def ask() -> None:
            if at_once is None:
                # A key pressed before the rules arrive is meant for them as well.
                await self.load()
            if (rule := at_once or self._rules.chosen) is None:
                self.foot.say(f"no alert selected: {self._rules.message}")
                return
            asked, done = request(rule)
            reply: Reply = await self.client.ask(asked)
            if isinstance(asked, MuteAlert) and isinstance(reply, Failure):
                self._rules.mute_asked(rule.name, muted=False)
            self.foot.say(reply.message if isinstance(reply, Failure) else done)
            await self.load()

        self.run_worker(ask(), group="alerts", exit_on_error=False)
