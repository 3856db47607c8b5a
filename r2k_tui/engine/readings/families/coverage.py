"""Rows: backtests of every VaR method, the evening's forecast against the next day's return."""

from __future__ import annotations

from r2k_tui.analytics.risk.breaches import LONG, PLAIN, SHORT, TAILS
from r2k_tui.analytics.risk.coverage import Coverage, coverage
from r2k_tui.engine.readings.families.risk import have, returns_short
from r2k_tui.engine.readings.reading import Methodology, ReadingGroup, ReadingResult, ReadingSpec, absent, number
from r2k_tui.engine.readings.series import DerivedSeries

_OVER = "Breaches of the past are no promise."
BREACHES = Methodology("#(r_t < -VaR_{t-1})", f"{_OVER} Expected: days x the tail.")
KUPIEC = Methodology(
    "P(chi2_1 >= LR) (Kupiec, 1995)", "Tests the rate alone; with few breaches it hardly refuses anything."
)
INDEPENDENCE = Methodology(
    "P(chi2_1 >= LR_ind), first-order Markov against independent (Christoffersen, 1998)",
    "Sees clusters of two days in a row only.",
)

RECENT = 250
METHODS = (
    ("hvar", f"_{SHORT}", SHORT, "historical"),
    ("hvar", f"_{LONG}", LONG, "historical"),
    ("gvar", f"_{SHORT}", SHORT, "Gaussian"),
    ("gvar", f"_{LONG}", LONG, "Gaussian"),
    ("cfvar", f"_{SHORT}", SHORT, "Cornish-Fisher"),
    ("cfvar", f"_{LONG}", LONG, "Cornish-Fisher"),
    ("fhsvar", "", LONG + 1, "filtered historical"),
)


def _tested(facts: DerivedSeries, name: str, tail: float, need: int) -> Coverage | tuple[int, str]:
    """Backtest, or the number of returns and the reason why there is none."""
    found = coverage(facts.tallies[name], tail)
    if found is None or found.days < RECENT:
        return have(facts), returns_short(facts, need + RECENT)
    return found


def _plain_row(name: str, label: str, recent: bool) -> ReadingGroup:
    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        found = _tested(facts, "recent" if recent else "plain", 0.05, PLAIN)
        if not isinstance(found, Coverage):
            return absent(3 if recent else 4, found[1], found[0])
        values = [float(found.breaches), found.kupiec_lr, found.kupiec_p]
        return tuple(number(value, found.days, "") for value in (values if recent else [*values, found.independence_p]))

    breach = "return below the linear 5 % quantile of the 250 before it, simple, tr"
    fields = [
        ReadingSpec(f"var_breaches_{name}", "count", f"days of {label} with a {breach}", BREACHES),
        ReadingSpec(
            f"kupiec_lr_{name}",
            "ratio",
            f"likelihood ratio that 5 % of {label} break; a breach is a {breach}",
            Methodology(
                "LR = -2 log(p^x (1-p)^(n-x) / (x/n)^x (1-x/n)^(n-x)) (Kupiec, 1995)",
                "Over 3.84 the rate is refused at 5 %.",
            ),
        ),
        ReadingSpec(
            f"kupiec_p_{name}",
            "fraction",
            f"chi-square (1) tail of kupiec_lr_{name}: small means the rate is wrong",
            KUPIEC,
        ),
    ]
    if not recent:
        text = "chi-square (1) tail of the likelihood ratio that a breach does not depend on the day before"
        fields.append(ReadingSpec("christoffersen_p", "fraction", f"{text}; a breach is a {breach}", INDEPENDENCE))
    return ReadingGroup(tuple(fields), label, compute)


def _method_row(method: str, window: str, need: int, title: str, percent: int, tail: float) -> ReadingGroup:
    name = f"{method}{percent}{window}"

    def compute(facts: DerivedSeries) -> tuple[ReadingResult, ...]:
        found = _tested(facts, name, tail, need)
        if not isinstance(found, Coverage):
            return absent(5, found[1], found[0])
        rate = found.breaches / found.days
        values = (float(found.breaches), rate, found.kupiec_p, found.independence_p, found.conditional_p)
        return tuple(number(value, found.days, "") for value in values)

    text = f"days whose return was below minus the evening's {name} ({title}, {percent} %), all history, simple, tr"
    return ReadingGroup(
        (
            ReadingSpec(f"breaches_{name}", "count", text, BREACHES),
            ReadingSpec(
                f"breach_rate_{name}",
                "fraction",
                f"share of {text}; {100 - percent} % was promised",
                Methodology("#(r_t < -VaR_{t-1}) / days", f"{_OVER} A right rate may still come in clusters."),
            ),
            ReadingSpec(f"kupiec_p_{name}", "fraction", f"p-value of Kupiec's coverage test of {text}", KUPIEC),
            ReadingSpec(
                f"christoffersen_p_{name}",
                "fraction",
                f"p-value of Christoffersen's independence test of {text}",
                INDEPENDENCE,
            ),
            ReadingSpec(
                f"christoffersen_cc_p_{name}",
                "fraction",
                f"p-value of coverage and independence together of {text}",
                Methodology(
                    "P(chi2_2 >= LR_uc + LR_ind) (Christoffersen, 1998)",
                    "Joins the tests of the rate and of two days in a row.",
                ),
            ),
        ),
        "full history",
        compute,
    )


ROWS: tuple[ReadingGroup, ...] = (
    _plain_row("250", "the last 250 sessions", recent=True),
    _plain_row("full", "the full history", recent=False),
    *(_method_row(*method, percent, tail) for method in METHODS for percent, tail in TAILS),
)
