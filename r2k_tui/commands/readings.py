"""`r2k readings`: every reading of a symbol, with what it takes to verify it."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.one_shot import EngineHandle, run_once
from r2k_tui.commands.shared.options import Options, symbols_of
from r2k_tui.commands.shared.report import CommandReport, envelope, number, print_problems, write
from r2k_tui.engine.readings.members.registry import MEMBER_KEYS
from r2k_tui.engine.readings.registry import KEYS
from r2k_tui.link.protocol import Link
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import GetReadings, ReadingsReply
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.model.ratio import all_legs
from r2k_tui.model.readings.reading import Reading
from r2k_tui.model.text import clean, plural

ReadingsBySymbol = dict[str, dict[str, Reading]]


def run(options: Options, texts: list[str], keys: str) -> int:
    """Print the readings. Returns the exit status."""
    selected = checked_keys(keys.split(","))
    requested = symbols_of(texts)
    setup = options.setup(all_legs(requested))
    symbols = requested or (setup.config.market.index,)

    async def ask(_: EngineHandle, link: Link) -> AskedReadings:
        return await ask_readings(link, symbols, selected)

    asked = run_once(setup, ask)
    snapshot, results, report = asked.snapshot, asked.results, report_of(asked)
    if options.json:
        write(report)
    else:
        _print(snapshot, results, report.problems)
    if not results:
        return 3
    complete = len(results) == len(symbols) and not any(r.value is None for rs in results.values() for r in rs.values())
    return 0 if complete else 1


class AskedReadings(NamedTuple):
    """The readings of each symbol that has any, the problems of the others, and the snapshot after them."""

    snapshot: Snapshot
    results: ReadingsBySymbol
    problems: list[Problem]


async def ask_readings(link: Link, symbols: tuple[str, ...], selected: tuple[str, ...]) -> AskedReadings:
    """Readings of the symbols, all of them or the `selected` ones. Raises LinkLost."""
    results: ReadingsBySymbol = {}
    problems: list[Problem] = []
    for symbol in symbols:
        # Who names a reading of the members waits for them; a list of all readings has what is known.
        reply = await link.ask(GetReadings(symbol, selected, settled=bool({*selected} & {*MEMBER_KEYS})))
        if isinstance(reply, ReadingsReply):
            results[symbol] = reply.readings.readings
        elif isinstance(reply, Failure):
            problems.append(Problem(symbol, reply.kind, reply.message))
    snapshot = await link.ask(GetSnapshot())
    assert isinstance(snapshot, Snapshot)
    return AskedReadings(snapshot, results, problems)


def report_of(asked: AskedReadings) -> CommandReport:
    """The report on the readings."""
    snapshot, results, problems = asked.snapshot, asked.results, list(asked.problems)
    problems += [p for p in dict.fromkeys(snapshot.problems) if p.symbol not in {q.symbol for q in problems}]
    problems += [
        Problem(symbol, "absent", f"{reading.key}: {reading.reason}")
        for symbol, readings in results.items()
        for reading in readings.values()
        if reading.value is None
    ]
    problems += [p for symbol, readings in results.items() for p in _data_problems(symbol, readings)]
    data = {symbol: {key: _json(r) for key, r in readings.items()} for symbol, readings in results.items()}
    return envelope("readings", snapshot.facts, data, snapshot.as_of, problems)


def checked_keys(texts: Iterable[str]) -> tuple[str, ...]:
    """Keys as typed, each once. Raises UsageError for one that no reading has."""
    keys = tuple(dict.fromkeys(key.strip() for key in texts if key.strip()))
    for key in keys:
        if key not in KEYS and key not in MEMBER_KEYS:
            near = difflib.get_close_matches(key, (*KEYS, *MEMBER_KEYS), 1, 0.3)
            raise UsageError(f"--keys {key}: no such reading" + (f"; did you mean {near[0]}?" if near else ""))
    return keys


def _json(reading: Reading) -> dict[str, Any]:
    if reading.value is None:
        return {"value": None, "reason": reading.reason, **_faults(reading)}
    value = number(reading.value) if isinstance(reading.value, float) else reading.value
    whole = {
        "value": value,
        "unit": reading.unit,
        "window": reading.window,
        "n": reading.n,
        "as_of": reading.as_of,
        "definition": reading.definition,
        "source": reading.source,
    }
    more = {"note": reading.reason} if reading.reason else {}
    return {**whole, **more, **_faults(reading)}


def _faults(reading: Reading) -> dict[str, Any]:
    """The data problems in the window; no key if there are none."""
    return {"problems": list(reading.problems)} if reading.problems else {}


def _data_problems(symbol: str, readings: dict[str, Reading]) -> list[Problem]:
    """Each data problem once, with the readings whose window contains it."""
    keys: dict[str, list[str]] = {}
    for reading in readings.values():
        for words in reading.problems:
            keys.setdefault(words, []).append(reading.key)
    return [
        Problem(symbol, "data", f"{words}; in the window of {', '.join(affected[:3])}{_more(len(affected) - 3)}")
        for words, affected in keys.items()
    ]


def _more(count: int) -> str:
    return f" and {count} more readings" if count > 0 else ""


def _print(snapshot: Snapshot, results: ReadingsBySymbol, problems: Sequence[Problem]) -> None:
    for symbol, readings in results.items():
        tag = "  SIMULATED" if snapshot.facts.simulated else ""
        print(f"{symbol}  {snapshot.facts.name}{tag}  as of {snapshot.as_of or '–'}")
        for reading in readings.values():
            print(f"  {reading.key:<26} {_text(reading):>15} {reading.unit:<9} {reading.window:<18} n {reading.n}")
            if isinstance(reading.value, dict) and not _are_years(reading.value):
                for name, value in reading.value.items():
                    print(f"    {clean(name, 40):<40} {value:>11,.6g}")
    print_problems(problem for problem in problems if problem.kind != "absent")


def _text(reading: Reading) -> str:
    value = reading.value
    if value is None:
        return textwrap.shorten(f"– {reading.reason}", 60)
    if isinstance(value, dict):
        return plural(len(value), "year" if _are_years(value) else "part")
    if isinstance(value, bool | str):
        return str(value).lower()
    return f"{value:,.6g}"


def _are_years(values: dict[str, float]) -> bool:
    return all(name.isdigit() for name in values)
