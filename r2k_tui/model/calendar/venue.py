"""Trading venue of a symbol: from its source's code of the exchange, else from its spelling."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from r2k_tui.model.ratio import legs_of

# Venue codes: those of exchange_calendars, four of our own, and "" for an unknown venue.
NEW_YORK_STOCKS, GLOBEX, FOREX, CRYPTO, UNKNOWN = "XNYS", "GLOBEX", "FX", "CRYPTO", ""
_KEPT = 4096
_SATURDAY = 5


class Venue(NamedTuple):
    """Trading venue: time zone of its days, suffixes of its symbols, and Yahoo's codes of it."""

    zone: str
    suffixes: str = ""
    codes: str = ""


# Suffixes: Yahoo Finance, "Exchanges and data providers". Codes: `exchange` of Yahoo's quotes.
VENUES = {
    NEW_YORK_STOCKS: Venue(
        "America/New_York",
        codes="NYQ NYS NMS NGM NCM NAS NIM ASE PCX BTS PNK OQB OQX OEM SNP DJI WCB CBO CGI CXI RUS",
    ),
    GLOBEX: Venue("America/New_York", codes="CME CBT CMX NYM"),
    FOREX: Venue("Europe/London", codes="CCY"),
    CRYPTO: Venue("UTC", codes="CCC"),
    "XTSE": Venue("America/Toronto", "TO V CN NE", "TOR VAN CNQ NEO"),
    "XMEX": Venue("America/Mexico_City", "MX", "MEX"),
    "BVMF": Venue("America/Sao_Paulo", "SA", "SAO"),
    "XBUE": Venue("America/Argentina/Buenos_Aires", "BA", "BUE"),
    "XSGO": Venue("America/Santiago", "SN", "SGO"),
    "XLON": Venue("Europe/London", "L", "LSE"),
    "XDUB": Venue("Europe/Dublin", "IR", "ISE"),
    "XETR": Venue("Europe/Berlin", "DE", "GER"),
    "XFRA": Venue("Europe/Berlin", "F", "FRA"),
    "XSTU": Venue("Europe/Berlin", "SG", "STU"),
    "XPAR": Venue("Europe/Paris", "PA", "PAR"),
    "XAMS": Venue("Europe/Amsterdam", "AS", "AMS"),
    "XBRU": Venue("Europe/Brussels", "BR", "BRU"),
    "XLIS": Venue("Europe/Lisbon", "LS", "LIS"),
    "XMIL": Venue("Europe/Rome", "MI", "MIL"),
    "XMAD": Venue("Europe/Madrid", "MC", "MCE"),
    "XSWX": Venue("Europe/Zurich", "SW", "EBS VTX"),
    "XWBO": Venue("Europe/Vienna", "VI", "VIE"),
    "XSTO": Venue("Europe/Stockholm", "ST", "STO"),
    "XCSE": Venue("Europe/Copenhagen", "CO", "CPH"),
    "XOSL": Venue("Europe/Oslo", "OL", "OSL"),
    "XHEL": Venue("Europe/Helsinki", "HE", "HEL"),
    "XICE": Venue("Atlantic/Reykjavik", "IC"),
    "XRIS": Venue("Europe/Riga", "RG", "RIS"),
    "XTAL": Venue("Europe/Tallinn", "TL", "TAL"),
    "XLIT": Venue("Europe/Vilnius", "VS", "LIT"),
    "XWAR": Venue("Europe/Warsaw", "WA", "WSE"),
    "XPRA": Venue("Europe/Prague", "PR", "PRA"),
    "XBUD": Venue("Europe/Budapest", "BD", "BUD"),
    "ASEX": Venue("Europe/Athens", "AT", "ATH"),
    "XIST": Venue("Europe/Istanbul", "IS", "IST"),
    "XTAE": Venue("Asia/Jerusalem", "TA", "TLV"),
    "XSAU": Venue("Asia/Riyadh", "SR", "SAU"),
    "XJSE": Venue("Africa/Johannesburg", "JO", "JNB"),
    "XBOM": Venue("Asia/Kolkata", "NS BO", "NSI BSE"),
    "XSHG": Venue("Asia/Shanghai", "SS SZ", "SHH SHZ"),
    "XHKG": Venue("Asia/Hong_Kong", "HK", "HKG"),
    "XTKS": Venue("Asia/Tokyo", "T", "JPX OSA"),
    "XKRX": Venue("Asia/Seoul", "KS KQ", "KSC KOE"),
    "XTAI": Venue("Asia/Taipei", "TW TWO", "TAI TWO"),
    "XSES": Venue("Asia/Singapore", "SI", "SES"),
    "XKLS": Venue("Asia/Kuala_Lumpur", "KL", "KLS"),
    "XIDX": Venue("Asia/Jakarta", "JK", "JKT"),
    "XBKK": Venue("Asia/Bangkok", "BK", "SET"),
    "XASX": Venue("Australia/Sydney", "AX", "ASX"),
    "XNZE": Venue("Pacific/Auckland", "NZ", "NZE"),
}
_BY_SUFFIX = {suffix: code for code, venue in VENUES.items() for suffix in venue.suffixes.split()}
_BY_CODE = {name: code for code, venue in VENUES.items() for name in venue.codes.split()}
# Indices of other countries, whose symbols have no suffix. Every other index without a code is one of New York.
_INDICES = {
    "^FTSE": "XLON",
    "^FTMC": "XLON",
    "^GDAXI": "XETR",
    "^MDAXI": "XETR",
    "^FCHI": "XPAR",
    "^AEX": "XAMS",
    "^BFX": "XBRU",
    "^IBEX": "XMAD",
    "^SSMI": "XSWX",
    "^OMX": "XSTO",
    "^OMXC25": "XCSE",
    "^GSPTSE": "XTSE",
    "^MXX": "XMEX",
    "^BVSP": "BVMF",
    "^N225": "XTKS",
    "^HSI": "XHKG",
    "^KS11": "XKRX",
    "^TWII": "XTAI",
    "^STI": "XSES",
    "^BSESN": "XBOM",
    "^NSEI": "XBOM",
    "^AXJO": "XASX",
    "^AORD": "XASX",
    "^NZ50": "XNZE",
}
# Futures with hours of their own: grains, livestock, dairy and lumber of the CME; coffee, cotton, sugar, cocoa and
# orange juice of ICE.
_OTHER = "ZC ZS ZW ZM ZL ZO ZR KE XC XW XK LE HE GF DC CB LBR LBS KC CT SB CC OJ DX"
_OTHER_FUTURES = frozenset(f"{root}=F" for root in _OTHER.split())
_COIN = re.compile(r"[A-Z0-9]+-(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|CNY|INR|KRW|BTC|ETH)")


@lru_cache(maxsize=_KEPT)
def venue_of(symbol: str, exchange: str = "") -> str:
    """Venue code of a symbol; `exchange` is its source's code, "" if unknown. UNKNOWN where neither names a venue.

    A symbol without a mark is one of New York: Yahoo gives every other exchange a suffix.
    """
    # A ratio has the days of its numerator.
    symbol = legs_of(symbol)[0]
    if symbol.endswith("=F"):
        known = exchange in ("", *VENUES[GLOBEX].codes.split())
        return GLOBEX if known and symbol not in _OTHER_FUTURES else UNKNOWN
    if symbol.endswith("=X"):
        return FOREX
    if (code := _BY_CODE.get(exchange)) is not None:
        return code
    if _COIN.fullmatch(symbol):
        return CRYPTO
    if symbol.startswith("^"):
        return _INDICES.get(symbol, UNKNOWN if exchange else NEW_YORK_STOCKS)
    _, dot, suffix = symbol.rpartition(".")
    return _BY_SUFFIX.get(suffix, UNKNOWN) if dot else NEW_YORK_STOCKS


def venue_day(venue: str, time: float) -> date:
    """Day of the session at `time` (seconds since the epoch), by which the venue's daily bars are dated.

    An evening of Globex belongs to the next day, and a Sunday evening of currencies to Monday. The days of an unknown
    venue are those of New York.
    """
    zone = ZoneInfo(VENUES[venue if venue in VENUES else NEW_YORK_STOCKS].zone)
    moment = datetime.fromtimestamp(time, zone)
    if venue == GLOBEX:
        # By the clock on the wall, on which the session opens at 18:00.
        return (moment.replace(tzinfo=None) + timedelta(hours=6)).date()
    day = moment.date()
    if venue == FOREX and day.weekday() >= _SATURDAY:
        return day + timedelta(days=7 - day.weekday())
    return day
