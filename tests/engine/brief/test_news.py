"""Sentences about alerts, events to come and claims."""

from __future__ import annotations

from r2k_tui.engine.brief.news import coming_section, ledger_section, since_section
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.thesis import Flip, Verdict
from tests.engine.brief.case import inputs, texts


def alert(number: int) -> Alert:
    return Alert(number, "rule", "IWM", 1758200000.0 + number, 1.0, f"IWM above {number}", "invented")


def test_alerts_since() -> None:
    section = since_section(inputs(alerts=tuple(alert(number) for number in range(7))))
    assert section.title == "Since the close of 2025-09-17 16:00 New York"
    found = texts(section)
    assert (found[0], len(found)) == ("Alerts that fired: 7.", 7)
    assert found[1] == "2025-09-18 08:53 IWM above 0" and found[-1] == "… and 2 more, in view 9."
    assert texts(since_section(inputs())) == ["No alert fired."]
    assert texts(since_section(inputs(alerts="a day of the past"))) == ["Not known: what fired (a day of the past)."]


def test_events_to_come() -> None:
    section = coming_section(inputs())
    assert section.title == "Halts, reports and events"
    halts, reports, releases = texts(section)
    assert halts == "Not known: halts (the feed of halts was not asked)."
    assert reports.startswith("Not known: which members report")
    assert releases.startswith("Not known: the next FOMC decision, CPI, payrolls, GDP")


def test_claims() -> None:
    assert texts(ledger_section(inputs())) == [
        "No claim changed its verdict since the last test in this store.",
        "Of the claims of the ledger, 1 holds, 1 is unproven.",
    ]
    flip = Flip("a", "it rose", Verdict.UNPROVEN, Verdict.DOES_NOT_HOLD, "2025-09-16", "2025-09-18", "it fell")
    found = texts(ledger_section(inputs(flips=(flip,))))
    assert found[0] == "it rose: unproven on 2025-09-16, does not hold on 2025-09-18; it fell."
    assert texts(ledger_section(inputs(ledger="no bars"))) == ["Not known: which claims changed (no bars)."]
