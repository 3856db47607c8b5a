"""`python -m tests.bench [--only NAME] [--quick] [--json] [--markdown] [--keep FILE] [--gate]`."""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from pathlib import Path

from tests.bench import history, programs, table
from tests.bench.measures import MEASURES, Measure
from tests.bench.processor import Processor
from tests.bench.row import Row

# Below this share of its full speed, a missed budget may be the processor's: what missed it is measured once more.
_FULL = 0.85


def main() -> int:
    """Measure, print, and return 1 when a budget is missed; with `--gate` only when something must be broken."""
    given = _arguments()
    _compile()
    chosen = [measure for measure in MEASURES if _is_chosen(measure, given)]
    before, processor, rows_of = os.getloadavg(), Processor(), dict[str, list[Row]]()
    again, speeds, groups = list[str](), list[float](), _groups(chosen, gate=given.gate)
    for number, group in enumerate(groups, 1):
        place, quick = f"{number}/{len(groups)}", given.quick or given.gate
        measured = _measured(group, place, processor, quick=quick)
        if (
            not given.gate
            and processor.speed < _FULL
            and not all(row.met for rows in measured.values() for row in rows)
        ):
            measured = _measured(group, f"{place} once more", processor, quick=quick)
            again += measured
        rows_of |= measured
        speeds.append(processor.speed)
    found = [(measure.name, row) for measure in chosen for row in rows_of[measure.name]]
    rows = [row for _, row in found]
    machine = _machine(before) | {
        "speed": f"{min(speeds):.0%} to {max(speeds):.0%}",
        "measured twice": ", ".join(again),
    }
    if given.json:
        how = {measure.name: measure.how for measure in chosen}
        named = [asdict(row) | {"measure": name} for name, row in found]
        print(json.dumps({"machine": machine, "how": how, "rows": named}, indent=2))
    elif given.markdown:
        print("\n".join(table.markdown(rows)))
    else:
        print("\n".join(table.lines(rows)))
        print("\n" + "\n".join(f"{measure.name}: {measure.how}." for measure in chosen))
        print(", ".join(f"{key} {value}" for key, value in machine.items()))
    if given.keep:
        history.append(given.keep, machine, rows)
    if given.gate:
        return _judged(rows)
    return 0 if all(row.met for row in rows) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Every budget beside its reference.")
    names = [measure.name for measure in MEASURES]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=" | ".join(names))
    parser.add_argument(
        "--quick", action="store_true", help="shorter windows, fewer rounds, and not what takes minutes"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--markdown", action="store_true", help="the table as docs/performance.md has it")
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="append the results, for python -m tests.bench.history"
    )
    parser.add_argument("--gate", action="store_true", help="the quick part for a check: 1 only for what is no noise")
    return parser.parse_args()


def _compile() -> None:
    """Compile the package as an installer does. Where Python may write no bytecode, every start would compile it anew,
    but not the installed packages of the reference."""
    compileall.compile_dir(programs.ROOT / "r2k_tui", quiet=1)


def _is_chosen(measure: Measure, given: argparse.Namespace) -> bool:
    if given.only is not None:
        return measure.name in given.only
    return measure.gate or (not given.gate and not (given.quick and measure.long))


def _groups(chosen: Sequence[Measure], *, gate: bool) -> list[list[Measure]]:
    """What is measured at a time: each alone, but at the gate what has bounds of bytes alone."""
    beside = [measure for measure in chosen if gate and measure.beside]
    return [*([beside] if beside else []), *([measure] for measure in chosen if measure not in beside)]


def _measured(group: Sequence[Measure], place: str, processor: Processor, *, quick: bool) -> dict[str, list[Row]]:
    print(f"{place} {', '.join(measure.name for measure in group)} …", end=" ", file=sys.stderr, flush=True)
    begun = time.monotonic()
    with processor, _on_one_processor() if any(measure.pinned for measure in group) else nullcontext():
        runs = [partial(measure.run, quick) for measure in group]
        found = programs.measured_together(*runs, together=len(group) > 1)
    took = time.monotonic() - begun
    print(f"{took:.0f} s, processor at {processor.speed:.0%}", file=sys.stderr, flush=True)
    return {measure.name: rows for measure, rows in zip(group, found, strict=True)}


@contextmanager
def _on_one_processor() -> Iterator[None]:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def _judged(rows: list[Row]) -> int:
    broken = [row for row in rows if row.broken]
    for row in broken:
        found = row.figure if row.ratio is None else row.ratio
        print(f"broken: {row.name} is {found:.3g}, beyond {row.never:g}; that is no noise", file=sys.stderr)
    return 1 if broken else 0


def _machine(load_before: tuple[float, float, float]) -> dict[str, str]:
    """What a reader must know of the machine; a load near its processors makes every figure worse."""
    return {
        "python": platform.python_version(),
        "textual": version("textual"),
        "processors": str(os.cpu_count()),
        "load": f"{load_before[0]:.1f} before, {os.getloadavg()[0]:.1f} after",
    }


if __name__ == "__main__":
    sys.exit(main())
