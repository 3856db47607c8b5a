"""Every number of the board against the definitions written down once more with pandas, scipy, TA-Lib and empyrical."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
import talib

from r2k_tui.analytics.series.series import DailySeries, until
from r2k_tui.engine.readings.inputs import ReadingInputs, Role
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from tests.analytics.synthetic import real, weekdays
from tests.engine.readings.boards import CONTEXT, COUNT, OWN, SESSIONS
from tests.late import Late

empyrical = Late("empyrical")
stats = Late("scipy.stats")

Numbers = dict[str, float]


def frame(series: DailySeries) -> pd.DataFrame:
    names = {"open": "o", "high": "h", "low": "l", "close": "px", "adj_close": "tr", "volume": "v"}
    columns = {short: np.array(getattr(series, name)) for name, short in names.items()}
    return pd.DataFrame(columns, index=pd.DatetimeIndex(series.days))


def prices(bars: pd.DataFrame) -> Numbers:
    px, today = bars.px, bars.index[-1]
    new = px[px > px.cummax().shift()]
    out = {
        "last_close": px.iloc[-1],
        "ret_1d": px.iloc[-1] / px.iloc[-2] - 1,
        "ret_5d": px.iloc[-1] / px.iloc[-6] - 1,
        "ret_1m": px.iloc[-1] / px[: today - pd.DateOffset(months=1)].iloc[-1] - 1,
        "ret_1y": px.iloc[-1] / px[: today - pd.DateOffset(years=1)].iloc[-1] - 1,
        "ret_ytd": px.iloc[-1] / px[px.index.year < today.year].iloc[-1] - 1,
        "record_close": px.max(),
        "record_closes_252d": float((new.index >= px.index[-252]).sum()),
        "mom_12_1": px.iloc[-22] / px.iloc[-253] - 1,
    }
    for name in ("px", "tr"):
        fall = bars[name] / bars[name].cummax() - 1
        out |= {f"maxdd_{name}": fall.min(), f"curdd_{name}": fall.iloc[-1]}
    return out


def technicals(bars: pd.DataFrame) -> Numbers:
    px, high, low, close = bars.px, bars.h.to_numpy(), bars.l.to_numpy(), bars.px.to_numpy()
    line = px.ewm(span=12, adjust=False).mean() - px.ewm(span=26, adjust=False).mean()
    signal = line.ewm(span=9, adjust=False).mean()
    band = px.iloc[-20:]
    mid, reach = band.mean(), 2 * band.std(ddof=0)
    out = {f"sma{size}": px.iloc[-size:].mean() for size in (20, 50, 200)}
    out |= {"macd": line.iloc[-1], "macd_signal": signal.iloc[-1], "macd_hist": (line - signal).iloc[-1]}
    out |= {"bb_upper": mid + reach, "bb_mid": mid, "bb_lower": mid - reach}
    out["bb_pctb"] = (close[-1] - mid + reach) / (2 * reach)
    out["rsi14"] = talib.RSI(close, 14)[-1]
    for name, function in (("atr", "ATR"), ("adx", "ADX"), ("plus_di", "PLUS_DI"), ("minus_di", "MINUS_DI")):
        out[f"{name}14"] = getattr(talib, function)(high, low, close, 14)[-1]
    for size in (20, 55):
        out[f"donchian{size}_high"], out[f"donchian{size}_low"] = high[-size:].max(), low[-size:].min()
        out[f"donchian{size}_prev_high"] = high[-size - 1 : -1].max()
    for size in (63, 126, 252):
        out |= channel(close, size)
    return out


def channel(close: np.ndarray[tuple[int], np.dtype[np.float64]], size: int) -> Numbers:
    time, logs = np.arange(size), np.log(close[-size:])
    line = stats.linregress(time, logs)
    left = logs - line.intercept - line.slope * time
    spread, end = math.sqrt((left**2).sum() / (size - 2)), line.intercept + line.slope * time[-1]
    return {
        f"chan{size}_slope_ann": line.slope * 252,
        f"chan{size}_r2": line.rvalue**2,
        f"chan{size}_z": left[-1] / spread,
        f"chan{size}_upper": math.exp(end + 2 * spread),
        f"chan{size}_lower": math.exp(end - 2 * spread),
    }


def volumes(bars: pd.DataFrame) -> Numbers:
    total = (np.sign(bars.px.diff().fillna(0)) * bars.v).cumsum()
    slope = np.polyfit(range(20), total.iloc[-20:], 1)[0]
    norm = slope / bars.v.iloc[-20:].mean()
    return {"obv_change_20d": total.iloc[-1] - total.iloc[-21], "obv_slope20": slope, "obv_slope20_norm": norm}


def risks(bars: pd.DataFrame) -> Numbers:
    returns, logs = bars.tr.pct_change().dropna(), np.log(bars.tr).diff().dropna()
    out = {f"rv{size}": logs.iloc[-size:].std() * math.sqrt(252) for size in (21, 63, 252)}
    short = logs.rolling(21).std().dropna().iloc[-2520:]
    out["rv21_pctile_2520"] = (short <= short.iloc[-1]).mean()
    variance = (returns**2).ewm(alpha=0.06, adjust=False).mean()
    out["ewma_vol94"] = math.sqrt(variance.iloc[-1] * 252)
    shaped = (returns / np.sqrt(variance.shift())).dropna().iloc[-1260:]
    for percent, tail in ((95, 0.05), (99, 0.01)):
        cut = shaped.quantile(tail)
        out[f"fhsvar{percent}"] = -cut * math.sqrt(variance.iloc[-1])
        out[f"fhscvar{percent}"] = -shaped[shaped <= cut].mean() * math.sqrt(variance.iloc[-1])
        for name, size in (("252", 252), ("1260", 1260), ("full", len(returns))):
            out |= tails(returns.iloc[-size:], f"{percent}_{name}", tail)
    return out


def tails(returns: pd.Series, name: str, tail: float) -> Numbers:
    cut, z = returns.quantile(tail), stats.norm.ppf(tail)
    mass = tail * len(returns)
    ordered, whole = np.sort(returns), math.floor(mass)
    skew, kurtosis = stats.skew(returns), stats.kurtosis(returns)
    bent = z + (z**2 - 1) * skew / 6 + (z**3 - 3 * z) * kurtosis / 24 - (2 * z**3 - 5 * z) * skew**2 / 36
    return {
        f"hvar{name}": -cut,
        f"hcvar{name}": -returns[returns <= cut].mean(),
        f"hcvar_ru{name}": -(ordered[:whole].sum() + (mass - whole) * ordered[whole]) / mass,
        f"gvar{name}": -(returns.mean() + z * returns.std()),
        f"gcvar{name}": -(returns.mean() - returns.std() * stats.norm.pdf(z) / tail),
        f"cfvar{name}": -(returns.mean() + bent * returns.std()),
    }


def rates_before(bill: DailySeries, days: pd.DatetimeIndex) -> pd.Series:
    """The last yield of an earlier day, as a fraction, for each day."""
    yields = pd.Series(np.array(bill.close), index=pd.DatetimeIndex(bill.days)).dropna() / 100
    yields.index += pd.Timedelta(days=1)
    return yields.reindex(yields.index.union(days)).ffill().reindex(days)


def ratios(bars: pd.DataFrame, rate: float | pd.Series) -> Numbers:
    returns, out = bars.tr.pct_change().dropna(), {}
    for name, size in (("252", 252), ("756", 756), ("full", len(returns))):
        part = returns.iloc[-size:]
        for key, annual in (("rf", rate), ("rf0", 0.0)):
            excess = part - (annual if isinstance(annual, float) else annual.reindex(part.index)) / 252
            out[f"sharpe_{name}_{key}"] = excess.mean() / excess.std() * math.sqrt(252)
            out[f"sortino_{name}_{key}"] = empyrical.sortino_ratio(excess)
        out[f"cagr_{name}"] = (1 + part).prod() ** (252 / len(part)) - 1
        out[f"calmar_{name}"] = empyrical.calmar_ratio(part)
    return out


def against(bars: pd.DataFrame, large: pd.DataFrame, market: pd.DataFrame) -> Numbers:
    both = pd.concat([bars.px, large.px], axis=1, join="inner")
    ratio = np.log(both.iloc[:, 0] / both.iloc[:, 1])
    pair = pd.concat([bars.tr, market.tr], axis=1, join="inner").pct_change().iloc[-252:]
    beta = np.polyfit(pair.iloc[:, 1], pair.iloc[:, 0], 1)[0]
    return {"rs63": ratio.iloc[-1] - ratio.iloc[-64], "beta_spy_252": beta, "corr_spy_252": pair.corr().iloc[0, 1]}


def backtests(bars: pd.DataFrame) -> Numbers:
    returns = bars.tr.pct_change().dropna()
    cut = returns.rolling(250).quantile(0.05).shift()
    broke = (returns < cut)[cut.notna()]
    out: Numbers = {}
    for name, part in (("250", broke.iloc[-250:]), ("full", broke)):
        days, count = len(part), int(part.sum())
        ratio = 2 * (stats.binom.logpmf(count, days, count / days) - stats.binom.logpmf(count, days, 0.05))
        out |= {f"var_breaches_{name}": count, f"kupiec_lr_{name}": ratio, f"kupiec_p_{name}": stats.chi2.sf(ratio, 1)}
    table = pd.crosstab(broke.shift().iloc[1:].astype(bool), broke.iloc[1:])
    rows = [stats.binom.logpmf(row[True], row.sum(), row[True] / row.sum()) for _, row in table.iterrows()]
    share = table[True].sum() / table.to_numpy().sum()
    same = [stats.binom.logpmf(row[True], row.sum(), share) for _, row in table.iterrows()]
    out["christoffersen_p"] = stats.chi2.sf(2 * (sum(rows) - sum(same)), 1)
    return out


def compare(
    found: SymbolAnalysis, large: DailySeries, market: DailySeries, volume: DailySeries, given: float | DailySeries
) -> None:
    bars = frame(found.inputs.own)
    rate = given if isinstance(given, float) else rates_before(given, bars.index)
    today = bars.index[-1]
    expected = prices(bars) | technicals(bars) | volumes(frame(volume)[:today]) | risks(bars) | ratios(bars, rate)
    expected |= against(bars, frame(large)[:today], frame(market)[:today]) | backtests(bars)
    readings = found.readings(list(expected))
    for key, value in expected.items():
        assert readings[key].value == pytest.approx(value, rel=1e-7, abs=1e-11), key
    assert len(expected) == 125


def test_an_invented_index() -> None:
    found = SymbolAnalysis(ReadingInputs(OWN, SESSIONS, CONTEXT, risk_free=0.021))
    compare(found, *(CONTEXT[role] for role in (Role.LARGE_INDEX, Role.LARGE_FUND, Role.SMALL_FUND)), 0.021)


def test_an_invented_fund_with_the_rate_of_the_bill() -> None:
    fund = CONTEXT[Role.SMALL_FUND]
    found = SymbolAnalysis(ReadingInputs(fund, SESSIONS, CONTEXT))
    compare(found, CONTEXT[Role.LARGE_FUND], CONTEXT[Role.LARGE_FUND], fund, CONTEXT[Role.BILL])
    assert len(fund) == COUNT


@pytest.mark.realdata
@pytest.mark.parametrize("last", ["2026-07-30", "2024-02-29", "2020-03-31", "2013-12-31"])
@pytest.mark.parametrize("symbol", ["IWM", "TLT"])
def test_real_funds(symbol: str, last: str) -> None:
    day = np.datetime64(last)
    own, market = until(real(f"{symbol}.csv", symbol), day), real("SPY.csv", "SPY")
    bill = until(real("IRX_close.csv", "^IRX"), day)
    context = {Role.LARGE_FUND: market, Role.BILL: bill}
    sessions = np.concatenate([own.days, weekdays(60, str(own.days[-1] + np.timedelta64(1, "D")))])
    compare(SymbolAnalysis(ReadingInputs(own, sessions, context)), market, market, own, bill)
