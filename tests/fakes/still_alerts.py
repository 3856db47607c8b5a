"""Alerts of the market that stands still."""

from __future__ import annotations

from r2k_tui.model.alerts.alert import Alert, RuleView
from r2k_tui.model.alerts.channels import TERMINAL_CHANNELS
from r2k_tui.model.messages.alerts import AlertsReply

# As in still_market, which imports this.
_NOW = 1936886400.0


def alert(number: int, symbol: str, text: str, ago: float, rule: str = "rule", **more: object) -> Alert:
    """An alert that fired so many seconds ago."""
    given: dict[str, object] = {"simulated": True, "channels": TERMINAL_CHANNELS, **more}
    return Alert(number, rule, symbol, _NOW - ago, 1.0, text, "demo", **given)  # type: ignore[arg-type]


FIRED = (
    alert(1, "IWM", "IWM price 317.10, below 318.00", 90_000, "IWM under 318"),
    alert(2, "^RUT", "^RUT record close 3,265.00 on 2031-05-02", 7200, "record close"),
    alert(
        3,
        "IWM",
        "IWM price 318.42, crossed above 318.00 – while R2K was not looking, last looked at 2031-05-14 15:58 New York",
        120,
        "IWM over 318",
        missed=True,
    ),
)


def rule(name: str, words: str, state: str, shown: str, *, ago: float | None = None, **more: object) -> RuleView:
    """A rule and how it stands."""
    given: dict[str, object] = {"symbol": "IWM", "field": "price", "looked_at": _NOW - 2, **more}
    return RuleView(name=name, words=words, state=state, shown=shown, fired_at=ago and _NOW - ago, **given)  # type: ignore[arg-type]


RULES = (
    rule("IWM over 318", "price crosses above 318.00 at the close", "fired", "318.42", ago=120.0, fires=1),
    rule("IWM moves", "price moves 2% in 15 min", "confirming", "318.42"),
    rule("quiet", "price below 300.00", "muted", "318.42", muted=True),
    rule("RSI", "rsi14 above 70.00", "held back", "71.20", symbol="^RUT", field="rsi14", ago=90_000.0, fires=4),
    rule("over", "price above 500.00", "expired", "318.42"),
    rule("record close", "closes above every close before", "armed", "2031-05-02", symbol="^RUT", built_in=True),
    rule("drift from target", "what is held strays from its target", "waiting", "–", symbol="", built_in=True),
)
ALERTS = AlertsReply(RULES, tuple(reversed(FIRED)))
