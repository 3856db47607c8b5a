"""An economy and a ledger that stand still: invented figures, the same at every run."""

from __future__ import annotations

import math

from r2k_tui.model.macro.figures import (
    FigureGroup,
    FigureUnit,
    Macro,
    MacroFigure,
    PolicyEvent,
    PolicyMove,
    PolicyOutcome,
    PolicyStudy,
    RateSensitivity,
    StateOutcome,
)
from r2k_tui.model.market.bars import pack_floats, pack_times
from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy, MacroReply, PolicyStudyReply
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.thesis import GetThesis, ThesisReply
from r2k_tui.model.thesis import ClaimResult, Evidence, EvidenceCurve, Ledger, Measurement, Occurrence, Unit, Verdict

TODAY = "2031-05-15"
LAST = 1936828800  # that day at midnight
WAVE = tuple(4.0 + math.sin(place / 6) for place in range(48))
_TIMES = [LAST - 86400 * (400 - place) for place in range(400)]


def curve(name: str, unit: Unit) -> EvidenceCurve:
    """Four hundred days of a wave."""
    values = [3000.0 + 200 * math.sin(place / 40) for place in range(400)]
    return EvidenceCurve(name, unit, pack_times(_TIMES), pack_floats(values))


def figure(key: str, group: FigureGroup, name: str, value: float, unit: FigureUnit = FigureUnit.PERCENT) -> MacroFigure:
    """A figure of the day before, with a year behind it."""
    return MacroFigure(
        key, group, name, unit, value, "2031-05-14", 1, f"{key.upper()}, FRED", "", change=-0.5, spark=WAVE
    )


FIGURES = (
    MacroFigure(
        "forward_pe_small", FigureGroup.VALUATION, "forward P/E, small", FigureUnit.RATIO, 24.31, TODAY, 0, "proxy"
    ),
    MacroFigure(
        *("pe_discount", FigureGroup.VALUATION, "small / large", FigureUnit.RATIO, None),
        reason="no estimates of the members of IWM and IWB yet: they come with the members (view 7)",
    ),
    MacroFigure("regime", FigureGroup.POLICY, "what the Fed does", FigureUnit.WORD, "cutting", "2031-03-20", 56, "DFF"),
    figure("dff", FigureGroup.POLICY, "effective rate", 3.63),
    figure("dgs2", FigureGroup.CURVE, "Treasury 2 years", 4.19),
    figure("t10y3m", FigureGroup.CURVE, "10 years less 3 months", 0.79, FigureUnit.POINTS),
    figure("hyg_ief_63d", FigureGroup.CREDIT, "high yield / Treasury 63d", -0.021, FigureUnit.FRACTION),
    figure("sofr", FigureGroup.FLOATING, "SOFR (proxy)", 3.61),
    MacroFigure(
        "gdp", FigureGroup.GROWTH, "GDP, real, annual rate", FigureUnit.PERCENT, 2.04, "2031 Q1", 45, "GDP, FRED"
    ),
)
EVENTS = (PolicyEvent("2024-10-01", -0.076, -0.049), PolicyEvent("2031-03-20", None, None))


def outcome(move: str, horizon: str, sessions: int) -> PolicyOutcome:
    """Three of eight."""
    interval, mean = (0.137, 0.694), (-0.08, 0.07)
    figures = (8, 3, 0.375, interval, -0.0078, mean, 9558, 0.477, -0.0043, 0.85, 8, (-0.08, 0.07), None, True, 1.0)
    return PolicyOutcome(move, horizon, sessions, *figures)


def state(name: str, *, now: bool = False) -> StateOutcome:
    """A hundred and fifty months."""
    return StateOutcome(
        name, 158, 88, 0.557, (0.479, 0.632), 0.0026, (-0.0026, 0.0072), now, 11, (-0.003, 0.007), None, True
    )


STUDY = PolicyStudy(
    small="^RUT",
    large="^GSPC",
    rate="DFF",
    first_day="1987-09-10",
    last_day=TODAY,
    regime="cutting",
    moves=(PolicyMove("2024-10-01", -0.5, 4.83, True), PolicyMove("2031-03-20", -0.25, 3.63, True)),
    first_cuts=EVENTS,
    first_rises=(PolicyEvent("2022-03-29", 0.001, -0.046),),
    outcomes=(outcome("first cut", "6m", 126), outcome("first cut", "12m", 252), outcome("first rise", "12m", 252)),
    regimes=(state("cutting", now=True), state("holding"), state("rising")),
    curve=(state("inverted"), state("flat", now=True), state("steep")),
    all_months=state("all months"),
    sensitivity=(
        RateSensitivity(
            *("IWM", -0.077, 0.0165, 0.08, 252, "2031-05-14"),
            pack_times(_TIMES),
            pack_floats([-0.05 + 0.05 * math.sin(place / 60) for place in range(400)]),
        ),
        RateSensitivity("SPY", -0.04, 0.011, 0.05, 252, "2031-05-14"),
    ),
)


def claims() -> tuple[ClaimResult, ...]:
    """One of each verdict."""
    interval = (0.59, 0.938)
    reasons = {
        "close": "^RUT close on 2031-05-15 is 3,210.55, near: +2.55 off",
        "fall": "^RUT px, 2008 is -34.80 %; IWM tr, 2008 is -34.14 %",
        "months": "14 of 17 = 82 %, 95 % interval 59 % to 94 %, base rate 67 %, 1 pending",
        "channel": "chan126_intact_up of 2031-05-15 is yes: slope above 0, R2 at least 0.25 and z at least -2",
        "pe": "missing: no estimates of the members of IWM and IWB yet",
    }

    def row(
        id: str,
        words: str,
        unit: Unit,
        claimed: float | bool,
        measured: float | bool | None,
        verdict: Verdict,
        **more: object,
    ) -> ClaimResult:
        whole: dict[str, object] = {"n": None, "base_rate": None, "interval": None, "evidence": Evidence(), **more}
        return ClaimResult(
            id,
            words,
            unit,
            claimed,
            measured,
            verdict=verdict,
            reason=reasons[id],
            tested=TODAY,
            **whole,  # type: ignore[arg-type]
        )

    close = Evidence((Measurement("^RUT close", 3210.55, Unit.PRICE, TODAY),), curve=curve("^RUT, closes", Unit.PRICE))
    months = Evidence(
        (Measurement("share up after 6 months", 14 / 17, Unit.SHARE), Measurement("p", 0.15, Unit.RATIO)),
        (Occurrence("2029-11", 0.108, -0.151), Occurrence("2031-04", 0.122, None)),
        "return",
        "+6m",
        note="1987-10 to 2031-04, px; events overlap",
    )
    return (
        row(
            "close", "^RUT closed at 3,208.00", Unit.PRICE, 3208.0, 3210.55, Verdict.DOES_NOT_HOLD, n=1, evidence=close
        ),
        row(
            "fall",
            "small caps fell 34.15 % in 2008",
            Unit.FRACTION,
            -0.3415,
            -0.348,
            Verdict.HOLDS_OTHER_MEASURE,
            n=254,
        ),
        row(
            *("months", "months of +10 % are followed by gains over six months 90 % of the time", Unit.SHARE),
            *(0.9, 14 / 17, Verdict.UNPROVEN),
            n=17,
            base_rate=0.674,
            interval=interval,
            evidence=months,
        ),
        row("channel", "the upward channel is intact", Unit.FLAG, True, True, Verdict.HOLDS, n=126),
        row("pe", "forward P/E is 73 % of the Russell 1000's", Unit.RATIO, 0.73, None, Verdict.NOT_TESTABLE),
    )


LEDGER = Ledger(TODAY, "demo", True, claims())


def of_economy(request: GetMacro | GetPolicyStudy | GetThesis) -> Reply:
    """What is answered about the economy and the ledger."""
    match request:
        case GetMacro():
            return MacroReply(Macro(TODAY, FIGURES))
        case GetPolicyStudy():
            return PolicyStudyReply(STUDY)
        case GetThesis():
            return ThesisReply(LEDGER)
