"""Delay of Yahoo's prices by exchange, for answers that do not state it. Pure.

Yahoo states the delay in `exchangeDataDelayedBy` of its quotes, not in charts. The table follows its page of exchanges
and public answers of its quotes: stocks and ETFs of the United States, currencies and cryptocurrencies come at once,
futures of the CME group after 10 minutes. An exchange that is not listed counts as delayed by the longest usual time,
because a delayed price must never pass for a live one.
"""

from __future__ import annotations

_LIVE = frozenset(
    {
        *("NMS", "NGM", "NCM", "NAS", "NYQ", "NYS", "PCX", "ASE", "BTS", "BATS"),
        *("SNP", "DJI", "NIM"),
        *("CCY", "CCC"),
    }
)
_MINUTES = {
    **dict.fromkeys(("CME", "CBT", "CMX", "NYM"), 10.0),
    "NYB": 30.0,
    **dict.fromkeys(("WCB", "CXI", "CGI"), 20.0),
}
LONGEST_USUAL_MIN = 20.0


def delay_minutes(exchange: str) -> float:
    """Delay of the prices of an exchange by its code at Yahoo ("PCX"), in minutes."""
    return 0.0 if exchange in _LIVE else _MINUTES.get(exchange, LONGEST_USUAL_MIN)
