"""Which venue a symbol trades on, and which day a moment belongs to there."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from exchange_calendars import get_calendar
from exchange_calendars.calendar_utils import default_calendar_names

from r2k_tui.model.calendar.venue import CRYPTO, FOREX, GLOBEX, NEW_YORK_STOCKS, UNKNOWN, VENUES, venue_day, venue_of
from r2k_tui.model.money.currency import _BY_ENDING
from tests.cases import cases

OWN = {GLOBEX, FOREX, CRYPTO}
# Suffixes of exchanges whose hours nothing tells: they are unknown rather than guessed.
WITHOUT_HOURS = {"IL", "BE", "BM", "DU", "HM", "HA", "MU", "NX", "TI"}


def at(text: str, zone: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp()


@cases(
    ("symbol", "exchange", "venue"),
    [
        ("IWM", "", "XNYS"),
        ("IWM", "PCX", "XNYS"),
        ("BRK-B", "NYQ", "XNYS"),
        ("BAC-PL", "", "XNYS"),
        ("IWM", "a new code of a US market", "XNYS"),
        ("^RUT", "", "XNYS"),
        ("^VIX", "WCB", "XNYS"),
        ("^RVX", "", "XNYS"),
        ("^IRX", "CGI", "XNYS"),
        ("^GSPC", "SNP", "XNYS"),
        ("^FTSE", "", "XLON"),
        ("^N225", "OSA", "XTKS"),
        ("^ANY", "FGI", UNKNOWN),
        ("RTY=F", "", GLOBEX),
        ("RTY=F", "CME", GLOBEX),
        ("YM=F", "CBT", GLOBEX),
        ("GC=F", "CMX", GLOBEX),
        ("ZC=F", "CBT", UNKNOWN),
        ("KC=F", "NYB", UNKNOWN),
        ("XX=F", "an exchange", UNKNOWN),
        ("EURUSD=X", "CCY", FOREX),
        ("JPY=X", "", FOREX),
        ("BTC-USD", "CCC", CRYPTO),
        ("ETH-EUR", "", CRYPTO),
        ("VOD.L", "", "XLON"),
        ("VOD.L", "LSE", "XLON"),
        ("7203.T", "JPX", "XTKS"),
        ("SHOP.TO", "", "XTSE"),
        ("SAP.DE", "GER", "XETR"),
        ("0700.HK", "", "XHKG"),
        ("DX-Y.NYB", "NYB", UNKNOWN),
        ("ABC.XX", "", UNKNOWN),
    ],
)
def test_venue(symbol: str, exchange: str, venue: str) -> None:
    assert venue_of(symbol, exchange) == venue


def test_every_venue_is_a_calendar_in_the_same_zone() -> None:
    assert set(VENUES) - OWN <= set(default_calendar_names)
    for code in ("XTKS", "XLON", "XASX", "XTAE", NEW_YORK_STOCKS):
        calendar = get_calendar(code, start="2026-10-01", end="2026-12-01")
        zones = (VENUES[code].zone, calendar.tz.key)
        assert len({datetime(2026, 11, 2, tzinfo=ZoneInfo(zone)).utcoffset() for zone in zones}) == 1, code


def test_every_suffix_with_a_currency_has_a_venue_or_is_known_to_have_none() -> None:
    suffixes = [suffix for venue in VENUES.values() for suffix in venue.suffixes.split()]
    assert len(suffixes) == len(set(suffixes))
    assert set(_BY_ENDING) - set(suffixes) == WITHOUT_HOURS
    codes = [code for venue in VENUES.values() for code in venue.codes.split()]
    assert len(codes) == len(set(codes))


@cases(
    ("venue", "moment", "zone", "day"),
    [
        (GLOBEX, "2026-11-29 20:00", "America/New_York", "2026-11-30"),
        (GLOBEX, "2026-11-30 16:59", "America/New_York", "2026-11-30"),
        (GLOBEX, "2026-11-30 18:00", "America/New_York", "2026-12-01"),
        (GLOBEX, "2026-11-01 18:00", "America/New_York", "2026-11-02"),
        (GLOBEX, "2027-03-14 18:00", "America/New_York", "2027-03-15"),
        (GLOBEX, "2027-03-14 17:59", "America/New_York", "2027-03-14"),
        (FOREX, "2026-11-29 17:30", "America/New_York", "2026-11-30"),
        (FOREX, "2026-11-27 16:00", "America/New_York", "2026-11-27"),
        (CRYPTO, "2026-11-28 19:30", "America/New_York", "2026-11-29"),
        ("XTKS", "2026-11-30 09:30", "Asia/Tokyo", "2026-11-30"),
        ("XLON", "2026-11-30 08:30", "Europe/London", "2026-11-30"),
        (UNKNOWN, "2026-11-29 20:00", "America/New_York", "2026-11-29"),
    ],
)
def test_day(venue: str, moment: str, zone: str, day: str) -> None:
    assert venue_day(venue, at(moment, zone)) == date.fromisoformat(day)
