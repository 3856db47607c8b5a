"""`r2k simulate`: paths of portfolios by block bootstrap of their history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.allocation.names import check_portfolios, headings, several, unanswered
from r2k_tui.commands.allocation.shared import ask, failed, finish, head, number_rows, rate_lines, say
from r2k_tui.commands.shared.options import Options
from r2k_tui.config.sections.allocation.names import IN_SAMPLE
from r2k_tui.model.allocation.assumptions import LIMITS, limits_fault
from r2k_tui.model.allocation.simulation import Simulation, YearOutcome
from r2k_tui.model.messages.allocation.portfolios import GetSimulation, SimulationReply
from r2k_tui.model.text import clean, plural
from r2k_tui.ui.drawing.numbers import percent
from r2k_tui.ui.views.allocation.drawing.assumptions import assumption_words

# Options whose names are not those of the request.
_OPTIONS = {"block_days": "block", "withdrawal_percent": "withdraw-percent", "volatility": "vol"}
# Columns of a text report, and those beside the names of its rows.
_WIDTH, _ROOM = 80, 64


class Glide(NamedTuple):
    """A portfolio to move to, and the years until it is held alone."""

    name: str
    years: int


def glide_of(text: str) -> Glide | None:
    """The value of `--glide`, None for "". Raises UsageError."""
    if not text:
        return None
    name, _, years = text.rpartition(":")
    low, high = LIMITS["glide_years"]
    if not name or not years.isascii() or not years.isdigit() or not low <= int(years) <= high:
        words = f"expected NAME:YEARS with {low:g} to {high:g} years, such as equal:20"
        raise UsageError(f"--glide {clean(text, 60)}: {words}")
    return Glide(name, int(years))


def run(options: Options, portfolios: Sequence[str], request: GetSimulation, glide: Glide | None = None) -> int:
    """Print the simulations. Returns the exit status."""
    names = several(portfolios, "--portfolio")
    _check(request)
    check_portfolios(options, "--portfolio", names)
    if glide is not None:
        check_portfolios(options, "--glide", (glide.name,))
        request = msgspec.structs.replace(request, glide_to=glide.name, glide_years=glide.years)
    request = msgspec.structs.replace(request, portfolio=names[0] if names else "", beside=names[1:])
    outcome = ask(options, request, "simulate")
    if not isinstance(outcome.reply, SimulationReply):
        return failed(options, "simulate", outcome)
    reply = outcome.reply
    found = (reply.simulation, *reply.beside)
    if not options.json:
        first = reply.simulation
        title = f"{first.portfolio}{_sample(first)}" if len(found) == 1 else plural(len(found), "portfolio")
        head(outcome, f"{title}: {first.paths:,} paths of {plural(first.years, 'year')}, seed {first.seed}")
        _print_assumptions(found)
        if request.beside:
            _print_beside(found, reply.wins)
        else:
            _print(first)
    data = as_json(reply.simulation) if not request.beside else together(found, reply.wins)
    problems = (*reply.simulation.problems, *unanswered(names, found, reply.simulation.problems))
    return finish(options, "simulate", outcome, data, problems)


def _sample(one: Simulation) -> str:
    return " (weights chosen in sample)" if one.portfolio in IN_SAMPLE else ""


def _check(request: GetSimulation) -> None:
    if (fault := limits_fault(msgspec.structs.asdict(request))) is not None:
        name, words = fault
        raise UsageError(f"--{_OPTIONS.get(name, name)} {words}")
    if request.withdrawal and request.withdrawal_percent:
        raise UsageError("--withdrawal and --withdraw-percent exclude each other")


def as_json(simulation: Simulation) -> dict[str, Any]:
    """The data of the JSON report."""
    return {key: v for key, v in msgspec.to_builtins(simulation).items() if key not in ("type", "problems", "source")}


def together(found: Sequence[Simulation], wins: Sequence[Sequence[float]]) -> dict[str, Any]:
    """The data of the JSON report on several portfolios: each as alone, and the probability to end above another."""
    first, names = found[0], [one.portfolio for one in found]
    rows = zip(names, wins, strict=False)
    return {
        "portfolios": {one.portfolio: as_json(one) for one in found},
        "common": {"first": first.first, "last": first.last, "n_returns": first.n_returns},
        "ends_above": {name: {o: p for o, p in zip(names, row, strict=False) if o != name} for name, row in rows},
    }


def _print_assumptions(found: Sequence[Simulation]) -> None:
    first = found[0]
    span = f"{first.first} to {first.last}"
    print(f"blocks of {plural(first.block_days, 'day')} from {first.n_returns} returns, {span}")
    if len(found) > 1:
        chosen = [one.portfolio for one in found if one.portfolio in IN_SAMPLE]
        sample = f"; weights chosen in sample: {', '.join(chosen)}" if chosen else ""
        print(f"the same drawn days for all of them{sample}")
    flows, *others = assumption_words(first, several=len(found) > 1)
    for words in (f"start {first.start:,.0f}, {flows}", *others, *rate_lines(first.rates, first.currency)):
        say(words)
    print("loss: the value is below start plus contributions; withdrawals are not in it\n")


def _shown(simulation: Simulation) -> list[YearOutcome]:
    return [
        o for o in simulation.outcomes if o.year in (0, 1, 2, 3, 5) or o.year % 5 == 0 or o.year == simulation.years
    ]


def _print(simulation: Simulation) -> None:
    number_rows(
        [
            ("year", "5 %", "25 %", "50 %", "75 %", "95 %", "withdrawn", "loss", "ruin", "beats benchmark"),
            *(
                (
                    str(o.year),
                    *(f"{value:,.0f}" for value in (o.p5, o.p25, o.p50, o.p75, o.p95, o.withdrawn)),
                    *(percent(value, 1, sign=False) for value in (o.loss, o.ruin, o.beats_benchmark)),
                )
                for o in _shown(simulation)
            ),
        ]
    )
    drawn = f"{percent(simulation.month_mean, 3)} and {percent(simulation.month_std, 3, sign=False)}"
    sample = f"{percent(simulation.sample_mean, 3)} and {percent(simulation.sample_std, 3, sign=False)}"
    print()
    say(f"mean and standard deviation of 21 days: simulated {drawn}, historical {sample}")


def _print_beside(found: Sequence[Simulation], wins: Sequence[Sequence[float]]) -> None:
    """Medians by year, the end, and who ends above whom, one column for each portfolio."""
    names = [one.portfolio for one in found]
    heads, legend = headings(names, _ROOM // len(found) - 2)
    for line in legend:
        print(line)
    medians = [(str(os[0].year), *(f"{o.p50:,.0f}" for o in os)) for os in zip(*map(_shown, found), strict=True)]
    number_rows([("median of year", *heads), *medians])
    ends = [one.outcomes[-1] for one in found]
    print(f"\nafter {plural(found[0].years, 'year')}")
    number_rows(
        [
            ("", *heads),
            ("return a year", *(percent(one.drawn_return, 1) for one in found)),
            ("volatility", *(percent(one.drawn_vol, 1, sign=False) for one in found)),
            *((f"{level} %", *(f"{getattr(o, f'p{level}'):,.0f}" for o in ends)) for level in (5, 25, 50, 75, 95)),
            ("withdrawn", *(f"{o.withdrawn:,.0f}" for o in ends)),
            ("loss", *(percent(o.loss, 1, sign=False) for o in ends)),
            ("ruin", *(percent(o.ruin, 1, sign=False) for o in ends)),
            ("beats benchmark", *(percent(o.beats_benchmark, 1, sign=False) for o in ends)),
            *((f"ends above {name}", *_column(wins, place)) for place, name in enumerate(heads)),
        ]
    )


def _column(wins: Sequence[Sequence[float]], place: int) -> list[str]:
    """Probability of each portfolio to end above that of `place`."""
    return ["" if row == place else percent(one[place], 1, sign=False) for row, one in enumerate(wins)]
