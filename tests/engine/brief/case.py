"""Inputs of a brief with invented readings; every part can be replaced."""

from __future__ import annotations

from datetime import date

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.brief.index import KEYS, OTHER_KEYS
from r2k_tui.engine.brief.inputs import LONG_YIELD, BriefInputs, Since
from r2k_tui.engine.brief.markets import RISK_KEYS
from r2k_tui.engine.brief.states import KEYS as STATE_KEYS
from r2k_tui.model.macro.figures import FigureGroup, FigureUnit, MacroFigure
from r2k_tui.model.market.holdings import GROWTH_FUND, VALUE_FUND
from r2k_tui.model.market.universe import Breadth, Contributors, Mover, SectorRow, Summary
from r2k_tui.model.readings.reading import Reading, ReadingValue, Score, ScoreKind
from r2k_tui.model.readings.study import EventOutcome, FollowThrough, Outcome, States, ThresholdEvent, ZoneOutcome
from r2k_tui.model.thesis import ClaimResult, Ledger, Unit, Verdict

DAY = date(2025, 9, 18)
TODAY = DAY.isoformat()
SINCE = Since(1758139200.0, date(2025, 9, 17), "the close of 2025-09-17 16:00 New York")
MARKET = MarketSettings()
VALUES: dict[str, ReadingValue] = {
    "last_close": 2345.60,
    "change_1d": 54.32,
    "record_close": 2345.60,
    "record_close_date": "2025-09-18",
    "record_closes_252d": 1.0,
    "is_record_close": True,
    "donchian55_breakout": False,
    "chan126_intact_up": False,
    "ret_1d_last_as_large": "2025-08-21",
    "obv_slope20": 3.6e6,
}


def reading(key: str, value: ReadingValue = 0.0251, reason: str = "") -> Reading:
    return Reading(key, value, "", "", 10, TODAY, "invented", "", reason)


def readings(keys: tuple[str, ...], **changes: ReadingValue) -> dict[str, Reading]:
    """Readings of these keys; with None for a value, absent."""
    values = {key: changes[key] if key in changes else VALUES.get(key, 0.0251) for key in keys}
    return {key: reading(key, value, "" if value is not None else "too short") for key, value in values.items()}


def index_readings(**changes: ReadingValue) -> dict[str, Reading]:
    return readings((*KEYS, *RISK_KEYS, *STATE_KEYS), **changes)


def outcome(**changes: object) -> ZoneOutcome:
    whole: dict[str, object] = {
        "zone": "normal",
        "n": 2711,
        "share": 0.3,
        "fwd21_vol": 0.15,
        "p_min_5": 0.2,
        "p_min_10": 0.1,
        "fwd126_mean": 0.0362,
        "fwd126_hit": 0.66,
        "spells": 245,
        "diff95": (-0.03, 0.01),
        "base_n": 8366,
        "base_hit": 0.65,
        "base_mean": 0.045,
    }
    return ZoneOutcome(**{**whole, **changes})  # type: ignore[arg-type]


def event(name: str) -> EventOutcome:
    return EventOutcome(name, 555, 0.61, 0.0155, 9000, 0.66, 0.0477, 222, (-0.0521, -0.0044))


def states() -> States:
    names = ("record_close", "donchian55_breakout", "chan126_intact_up", "obv_slope_up", "obv_slope_down")
    momentum = outcome(zone="strong", few=True)
    return States("^RUT", "1987-09-10", TODAY, (outcome(),), (momentum,), tuple(event(name) for name in names))


def months(*events: ThresholdEvent) -> FollowThrough:
    six = Outcome(17, 14, 14 / 17, (0.59, 0.94), 0.1, 0.1, 400, 268, 0.67, 0.05, 0.05, 0.1)
    return FollowThrough("^RUT", 0.1, "1987-10", "2025-08", 455, len(events), events, {"6m": six})


NOVEMBER = ThresholdEvent("2024-11", 0.1111, -0.08, -0.11, -0.1234, None)


def score(kind: ScoreKind, value: float | None, zone: str | None, reason: str = "") -> Score:
    return Score(kind, "^RUT", value, zone, (), TODAY, "invented", "", reason)


def members(**changes: object) -> Summary:
    def mover(symbol: str, contribution: float) -> Mover:
        return Mover(0, symbol, symbol, "Energy", 0.01, 10.0, 0.02, contribution)

    sectors = tuple(
        SectorRow(name, 0.2, ret, ret * 0.2, 10, 10)
        for name, ret in (("Energy", 0.01), ("Health Care", 0.0321), ("Utilities", -0.002), ("Materials", 0.0))
    )
    whole: dict[str, object] = {
        "key": "k",
        "fund": "IWM",
        "holdings_as_of": "2025-09-17",
        "as_of": TODAY,
        "members": 45,
        "priced": 40,
        "coverage": 0.97,
        "breadth": Breadth(0.7, 0.6, 40, 40, 30, 8, 2, 5, 1, 40),
        "cap_weighted": 0.0222,
        "equal_weighted": 0.028,
        "sectors": sectors,
        "contributors": (mover("AAAA", 0.0004), mover("BBBB", 0.0003)),
        "detractors": (mover("CCCC", -0.0001),),
        "carriers": Contributors(0.0222, 12, 0.002),
    }
    return Summary(**{**whole, **changes})  # type: ignore[arg-type]


def figure(key: str, value: float | None, unit: FigureUnit = FigureUnit.POINTS, reason: str = "") -> MacroFigure:
    return MacroFigure(key, FigureGroup.CREDIT, key, unit, value, "2025-09-17", 1, f"{key.upper()}, FRED", "", reason)


FIGURES = {
    "dfedtaru": figure("dfedtaru", 4.25, FigureUnit.PERCENT),
    "curve_10y2y": figure("curve_10y2y", 0.54),
    "baa10y": figure("baa10y", 1.70),
    "hyg_ief_63d": figure("hyg_ief_63d", 0.0434, FigureUnit.FRACTION),
    "dgs10": figure("dgs10", 4.10, FigureUnit.PERCENT),
}


def claim(name: str, verdict: Verdict) -> ClaimResult:
    return ClaimResult(name, name, Unit.FLAG, True, True, 1, None, None, verdict, "", TODAY)


LEDGER = Ledger(TODAY, "invented", False, (claim("a", Verdict.HOLDS), claim("b", Verdict.UNPROVEN)))
OTHERS = (
    *(MARKET.large_index, VALUE_FUND, GROWTH_FUND, LONG_YIELD, MARKET.bill, MARKET.high_yield),
    *(MARKET.implied_volatility, MARKET.implied_volatility_fallback),
)


def inputs(**changes: object) -> BriefInputs:
    whole: dict[str, object] = {
        "day": DAY,
        "finished": True,
        "since": SINCE,
        "market": MARKET,
        "source": "invented",
        "simulated": False,
        "readings": {**{symbol: readings(OTHER_KEYS) for symbol in OTHERS}, MARKET.index: index_readings()},
        "absent": {},
        "scores": (score(ScoreKind.RISK, 29.4, "normal"), score(ScoreKind.MOMENTUM, 83.0, "strong")),
        "states": states(),
        "months": months(NOVEMBER),
        "figures": FIGURES,
        "members": members(),
        "alerts": (),
        "ledger": LEDGER,
    }
    return BriefInputs(**{**whole, **changes})  # type: ignore[arg-type]


def texts(found: object) -> list[str]:
    """The sentences of a section."""
    return [sentence.text for sentence in found.sentences]  # type: ignore[attr-defined]
