"""Calendars of releases as the agencies give them, on an HttpServer of the test's.

put_calendars(server)                                # healthy: all three
server.answer(BLS, bls_file(event("Consumer Price Index", "20261211T083000")))
"""

from __future__ import annotations

import json
from typing import Any

from tests.fakes.http_server import HttpServer

FED, BLS, BEA = "/json/calendar.json", "/schedule/news_release/bls.ics", "/API/signup/release_dates.json"


def meeting(month: str, days: str, title: str = "FOMC Meeting", time: str = "2:00 p.m.") -> dict[str, Any]:
    """Row of the calendar of the Federal Reserve."""
    return {"type": "FOMC", "title": title, "time": time, "month": month, "days": days}


def fed_file(*events: Any) -> bytes:
    """Calendar of the Federal Reserve, with its byte order mark."""
    return b"\xef\xbb\xbf" + json.dumps({"events": list(events)}).encode()


def event(summary: str, start: str, zone: str = ";TZID=US-Eastern", **more: str) -> list[str]:
    """Lines of one event, the summary folded after 20 characters as the BLS folds long ones."""
    folded = f"SUMMARY:{summary[:20]}\r\n {summary[20:]}" if len(summary) > 20 else f"SUMMARY:{summary}"
    others = [f"{name}:{text}" for name, text in more.items()]
    return ["BEGIN:VEVENT", f"DTSTART{zone}:{start}", folded, *others, "END:VEVENT"]


def bls_file(*events: list[str]) -> bytes:
    """Calendar of the BLS."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *(line for lines in events for line in lines), "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def bea_file(*times: Any) -> bytes:
    """Release dates of the BEA, another release before that of GDP."""
    other = {"release_dates": ["2026-12-01T13:30:00+00:00"]}
    return json.dumps({"Corporate Profits": other, "Gross Domestic Product": {"release_dates": list(times)}}).encode()


def put_calendars(server: HttpServer) -> None:
    """Days of December 2026: the CPI a day later than packaged, the others as packaged."""
    server.answer(FED, fed_file(meeting("2026-12", "8-9"), meeting("2026-12", "30", "FOMC Minutes")))
    server.answer(
        BLS,
        bls_file(
            event("Employment Situation for November 2026", "20261204T083000"),
            event("Consumer Price Index for November 2026", "20261211T083000"),
        ),
    )
    server.answer(BEA, bea_file("2026-12-23T13:30:00+00:00", "2026-12-23T13:30:00+00:00"))
