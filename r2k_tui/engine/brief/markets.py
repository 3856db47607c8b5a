"""Sentences: what moved in rates, credit and volatility."""

from __future__ import annotations

from r2k_tui.engine.brief.figures import composed, joined, of_macro, of_reading, sentence
from r2k_tui.engine.brief.inputs import LONG_YIELD, BriefInputs, Missing
from r2k_tui.model.brief import BriefFigure, BriefSection, Sentence

RISK_KEYS = ("rv21", "rv21_pctile_2520", "ewma_vol94", "fhsvar95")
_RATES = (("dfedtaru", "Fed funds target, upper end"), ("curve_10y2y", "10-year less 2-year yield"))
_CREDIT = (
    ("baa10y", "Baa corporate yield less 10-year Treasury"),
    ("hyg_ief_63d", "high-yield bonds less Treasuries over 63 sessions"),
)


def markets_section(inputs: BriefInputs) -> BriefSection:
    """Rates, credit, volatility."""
    return BriefSection(
        "Rates, credit, volatility",
        (
            *composed("yields", lambda: _yields(inputs)),
            *composed("rates as FRED has them", lambda: _macro(inputs, _RATES)),
            *composed("credit", lambda: _credit(inputs)),
            *composed("credit spreads", lambda: _macro(inputs, _CREDIT)),
            *composed("implied volatility", lambda: _implied(inputs)),
            *composed("realized volatility", lambda: _realized(inputs)),
        ),
    )


def _yields(inputs: BriefInputs) -> Sentence:
    long = _yield(inputs, LONG_YIELD, "10-year Treasury", "dgs10")
    short = _yield(inputs, inputs.market.bill, "13-week bill")
    return sentence(*long, "; ", *short, " points on the day.")


def _yield(inputs: BriefInputs, symbol: str, name: str, other: str = "") -> tuple[str | BriefFigure, ...]:
    """Level and change of a yield; where its symbol has no bars, the level of the macro figure `other`."""
    try:
        level = of_reading(inputs, symbol, "last_close", "percent")
        return (f"{name} ({symbol}) ", level, ", ", of_reading(inputs, symbol, "change_1d", "points"))
    except Missing:
        if not other:
            raise
    figure = of_macro(inputs, other)
    return (f"{name} ", figure, f" ({figure.day})")


def _macro(inputs: BriefInputs, wanted: tuple[tuple[str, str], ...]) -> Sentence:
    """Those of the figures that are known; what is missing is named. Raises Missing where none is."""
    parts: list[tuple[str | BriefFigure, ...]] = []
    absent = []
    for key, words in wanted:
        try:
            figure = of_macro(inputs, key)
            parts.append((f"{words} ", figure, f"{' points' if figure.unit == 'points' else ''} ({figure.day})"))
        except Missing as missing:
            absent.append(f"{words} ({missing})")
    if not parts:
        raise Missing(", ".join(absent))
    rest = f"; not known: {', '.join(absent)}" if absent else ""
    return sentence(*joined(parts, "; "), f"{rest}.")


def _credit(inputs: BriefInputs) -> Sentence:
    symbol = inputs.market.high_yield
    day, month = (of_reading(inputs, symbol, key, "return") for key in ("ret_1d", "ret_1m"))
    return sentence(f"High-yield bonds ({symbol}) ", day, ", 1 month ", month, ".")


def _implied(inputs: BriefInputs) -> Sentence:
    own, other = inputs.market.implied_volatility, inputs.market.implied_volatility_fallback
    symbol, whose, why = own, "", ""
    try:
        of_reading(inputs, own, "last_close", "price")
    except Missing as missing:
        symbol, whose, why = other, " of large caps", f"; not known: {missing}"
    level, change = of_reading(inputs, symbol, "last_close", "price"), of_reading(inputs, symbol, "change_1d", "points")
    return sentence(f"Implied volatility{whose} ({symbol}) ", level, ", ", change, f" on the day{why}.")


def _realized(inputs: BriefInputs) -> Sentence:
    index = inputs.market.index
    vol, share = of_reading(inputs, index, "rv21", "share"), of_reading(inputs, index, "rv21_pctile_2520", "share")
    loss = of_reading(inputs, index, "fhsvar95", "fraction")
    head = ("Realized volatility over 21 sessions ", vol, " a year, at or above ", share)
    return sentence(*head, " of its last 2,520 values; one-day 95% VaR ", loss, ".")
