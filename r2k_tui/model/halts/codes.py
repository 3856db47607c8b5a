"""Reason codes of trading halts, in words."""

from __future__ import annotations

# Nasdaq Trader, "Trade halt codes".
WORDS: dict[str, str] = {
    "T1": "news pending",
    "T2": "news released",
    "T3": "news and resumption times",
    "T5": "single-stock pause",
    "T6": "extraordinary market activity",
    "T7": "single-stock pause, quotes only",
    "T8": "exchange-traded fund",
    "T12": "additional information requested",
    "H4": "non-compliance",
    "H9": "not current in its filings",
    "H10": "SEC trading suspension",
    "H11": "regulatory concern",
    "O1": "operations halt",
    "IPO1": "IPO not yet trading",
    "IPOQ": "IPO released for quotation",
    "IPOE": "IPO positioning window extended",
    "M": "volatility pause",
    "M1": "corporate action",
    "M2": "quotation not available",
    "LUDP": "volatility pause",
    "LUDS": "volatility pause, straddle",
    "MWC0": "market-wide halt, carried over",
    "MWC1": "market-wide halt, level 1",
    "MWC2": "market-wide halt, level 2",
    "MWC3": "market-wide halt, level 3",
    "MWCQ": "market-wide halt, resuming",
    "R1": "new issue available",
    "R2": "issue available",
    "R4": "qualification issues resolved",
    "R9": "filing requirements satisfied",
    "C3": "news not forthcoming",
    "C4": "qualification halt ended",
    "C9": "qualification halt ended, filings met",
    "C11": "halt ended by another regulator",
    "D": "deleted from the exchange",
}
MARKET_WIDE = frozenset({"MWC0", "MWC1", "MWC2", "MWC3", "MWCQ"})
# A pause for volatility lasts five minutes, or ten, unless it is extended.
PAUSES = frozenset({"LUDP", "LUDS", "M", "T5", "T7"})


def code_words(code: str) -> str:
    """Meaning of a code; the code itself where it is not known."""
    return WORDS.get(code, f"code {code}" if code else "no reason given")
