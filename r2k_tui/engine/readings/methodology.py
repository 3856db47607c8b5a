"""The formula of every family of readings, with its reference, and what a reader must bear in mind."""

from __future__ import annotations

import msgspec


class Methodology(msgspec.Struct, frozen=True):
    """`formula` with its reference, and `caveat`: what the figure does not say.

    C is a close, P a price of either kind, r a return, n the length of the window, t the last bar.
    """

    formula: str
    caveat: str


_PX = "A price return: dividends are left out."
_OVER = "Breaches of the past are no promise."
_ONE_DAY = "One day ahead; multiplying by the root of time assumes independent days."

CLOSE = Methodology("C_t", "Split-adjusted, without dividends; in a session under way it is the last price.")
RETURN = Methodology("C_t / C_{t-n} - 1", f"{_PX} n counts sessions, not days.")
ANCHORED = Methodology(
    "C_t / C_a - 1, a the last session on or before the anchor", f"{_PX} The anchor's day stands in the definition."
)
YEARS = Methodology(
    "C_(last of year) / C_(last of the year before) - 1", "Finished years only; peak to trough was deeper."
)
RECORD = Methodology(
    "max(C_0 .. C_t); a record: C_t > max(C_0 .. C_{t-1})",
    "A record of the history at hand; earlier data might hold a higher close.",
)
DRAWDOWN = Methodology(
    "min over t of P_t / max(P_0 .. P_t) - 1", "Of closes: within a session it was deeper. One path only."
)
DRAWDOWN_DAY = Methodology(
    "t of the minimum of P_t / max(P_0 .. P_t) - 1", "Known in hindsight: no trough says it is one."
)
DRAWDOWN_NOW = Methodology("P_t / max(P_0 .. P_t) - 1", "Against the highest close of the history at hand.")

AVERAGE = Methodology("(C_t + .. + C_{t-n+1}) / n", "Lags by half its window; crossings come after the turn.")
RSI = Methodology(
    "100 G / (G + L), G and L Wilder means of rises and falls (Wilder, 1978)",
    "Over 70 or under 30 can last for months in a trend; no signal by itself.",
)
RANGE = Methodology(
    "Wilder mean of max(H, C_{t-1}) - min(L, C_{t-1}) (Wilder, 1978)", "In points: compare it with the price."
)
DIRECTION = Methodology(
    "Wilder means of +DM, -DM and |+DI - -DI| / (+DI + -DI) (Wilder, 1978)",
    "ADX is the strength of a trend, not its direction; it lags.",
)
MACD = Methodology(
    "EMA12(C) - EMA26(C), signal EMA9 of it (Appel, 1979)", "In points: grows with the level of the price."
)
BANDS = Methodology(
    "mean_20(C) +- 2 s, s with ddof 0 (Bollinger, 2001)", "Not a 95 % interval: closes are neither normal nor free."
)
OBV = Methodology(
    "OBV_t = OBV_{t-1} + sign(C_t - C_{t-1}) V_t (Granville, 1963)",
    "Only differences and slopes mean anything; of an index its fund's volume, which is a small part of all trading.",
)
DONCHIAN = Methodology(
    "max H, min L of n bars; breakout: C_t > max H of the n bars before (Donchian)",
    "Many breakouts fail; what followed them stands in the table of events.",
)
_FIT = "log C_s = a + b s + e_s by least squares over n sessions"
CHANNEL_SLOPE = Methodology(f"252 b of {_FIT}", "Fitted in hindsight: the line moves with every new close.")
CHANNEL_FIT = Methodology(
    f"1 - SSE / SST of {_FIT}", "Prices are close to a random walk, which has a high R2 by chance as well."
)
CHANNEL_PLACE = Methodology(
    f"e_t / s, s = sqrt(SSE / (n - 2)), of {_FIT}", "Residuals are not independent: 2 is no 95 %."
)
CHANNEL_RAIL = Methodology(f"exp(a + b t +- 2 s) of {_FIT}", "Descriptive rails, not a forecast interval.")
CHANNEL_INTACT = Methodology(
    f"b > 0, R2 >= 0.25, z >= -2 of {_FIT}", "What followed intact channels stands in the table of events."
)
TWELVE_ONE = Methodology(
    "C_{t-21} / C_{t-252} - 1 (Jegadeesh and Titman, 1993)",
    "Found across stocks; of one index it is no more than its past return.",
)
RELATIVE = Methodology(
    "D log(C / B) over 63 common sessions", "Price against price: the difference in dividends is left out."
)

REALISED = Methodology(
    "s(log returns, ddof 1) x sqrt(252)", "A fact about the window, not a forecast; one crash day leaves it as a step."
)
REALISED_PLACE = Methodology(
    "#(rv21 of the last 2520 <= rv21 today) / 2520", "Windows overlap: ten years hold 120 free ones."
)
EWMA = Methodology(
    "v_t = 0.94 v_{t-1} + 0.06 r_t^2, sqrt(252 v_t) (RiskMetrics, 1996)",
    "Forecast for the next session; reverts to no mean.",
)
FILTERED_VAR = Methodology(
    "-q(r_s / sigma_s) x sigma_{t+1} (Barone-Adesi, Giannopoulos and Vosper, 1999)",
    f"{_ONE_DAY} The loss beyond it is the CVaR.",
)
FILTERED_CVAR = Methodology(
    "-mean(r_s / sigma_s at or below its quantile) x sigma_{t+1} (Barone-Adesi et al., 1999)",
    f"{_ONE_DAY} At 99 % it is a mean of 13 days.",
)
HISTORICAL_VAR = Methodology(
    "-q(r), linear quantile (Hyndman and Fan, 1996, type 7)", f"{_ONE_DAY} Slow to see a new regime."
)
HISTORICAL_CVAR = Methodology("-mean(r <= q(r))", f"{_ONE_DAY} A mean of few days: a wide error.")
UNIFORM_CVAR = Methodology(
    "min over a of a + mean(max(-r - a, 0)) / tail (Rockafellar and Uryasev, 2002)",
    f"{_ONE_DAY} Exactly the tail, with a part of the day at its edge.",
)
GAUSSIAN_VAR = Methodology("-(m + s z)", f"{_ONE_DAY} Tails are fatter than normal: at 99 % it is too low.")
GAUSSIAN_CVAR = Methodology("-(m - s phi(z) / tail)", f"{_ONE_DAY} Tails are fatter than normal: it is too low.")
BENT_VAR = Methodology(
    "-(m + s w), w = z + (z^2-1) S/6 + (z^3-3z) K/24 - (2z^3-5z) S^2/36 (Maillard, 2012)",
    f"{_ONE_DAY} Wrong where S and K lie outside the domain in which w rises with z; it is said above when so.",
)
BENT_CVAR = Methodology(
    "-(m - s phi(z) / tail x (1 + z S/6 + (z^2-1) K/24 - (2z^2-1) S^2/36)) (Maillard, 2012)",
    f"{_ONE_DAY} Wrong where S and K lie outside the domain of the quantile map; it is said above when so.",
)

BREACHES = Methodology("#(r_t < -VaR_{t-1})", f"{_OVER} Expected: days x the tail.")
BREACH_RATE = Methodology("#(r_t < -VaR_{t-1}) / days", f"{_OVER} A right rate may still come in clusters.")
KUPIEC_RATIO = Methodology(
    "LR = -2 log(p^x (1-p)^(n-x) / (x/n)^x (1-x/n)^(n-x)) (Kupiec, 1995)", "Over 3.84 the rate is refused at 5 %."
)
KUPIEC = Methodology(
    "P(chi2_1 >= LR) (Kupiec, 1995)", "Tests the rate alone; with few breaches it hardly refuses anything."
)
INDEPENDENCE = Methodology(
    "P(chi2_1 >= LR_ind), first-order Markov against independent (Christoffersen, 1998)",
    "Sees clusters of two days in a row only.",
)
CONDITIONAL = Methodology(
    "P(chi2_2 >= LR_uc + LR_ind) (Christoffersen, 1998)", "Joins the tests of the rate and of two days in a row."
)

SHARPE = Methodology(
    "mean(r - rf) / s(r - rf) x sqrt(252), rf of each day its own bill yield / 252 (Sharpe, 1994)",
    "Its standard error over a year is about 1: differences below that say nothing.",
)
SORTINO = Methodology(
    "mean(r - rf) / sqrt(mean(min(r - rf, 0)^2)) x sqrt(252) (Sortino and Price, 1994)",
    "Definitions differ: here the downside is taken over all n. Wide error over a year.",
)
GROWTH = Methodology("(P_n / P_0)^(252 / n) - 1", "First and last day decide it.")
CALMAR = Methodology("CAGR / |max drawdown| (Young, 1991)", "Depends on one fall; longer windows have deeper ones.")
BETA = Methodology(
    "cov(r, m) / var(m), ordinary least squares", "Changes with the window; days, not weeks: slow prices bias it."
)
CORRELATION = Methodology("cov(r, m) / (s_r s_m)", "Rises in stress, when it is needed to be low.")
