"""`python -m tests.bench [--only NAME] [--quick] [--json]`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from dataclasses import asdict
from importlib.metadata import version

from tests.bench import table
from tests.bench.measures import MEASURES, Measure
from tests.bench.row import Row


def main() -> int:
    """Measure, print, and return 1 when a budget is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Every budget beside its reference.")
    names = [measure.name for measure in MEASURES]
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=" | ".join(names))
    parser.add_argument("--quick", action="store_true", help="shorter windows, fewer rounds")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    given = parser.parse_args()
    chosen = [measure for measure in MEASURES if given.only is None or measure.name in given.only]
    before, rows = os.getloadavg(), []
    for number, measure in enumerate(chosen, 1):
        rows += _measured(measure, f"{number}/{len(chosen)}", quick=given.quick)
    machine = _machine(before)
    if given.json:
        how = {measure.name: measure.how for measure in chosen}
        print(json.dumps({"machine": machine, "how": how, "rows": [asdict(row) for row in rows]}, indent=2))
    else:
        print("\n".join(table.lines(rows)))
        print("\n" + "\n".join(f"{measure.name}: {measure.how}." for measure in chosen))
        print(", ".join(f"{key} {value}" for key, value in machine.items()))
    return 0 if all(row.met for row in rows) else 1


def _measured(measure: Measure, place: str, *, quick: bool) -> list[Row]:
    print(f"{place} {measure.name} …", end=" ", file=sys.stderr, flush=True)
    begun = time.monotonic()
    rows = measure.run(quick)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return rows


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
