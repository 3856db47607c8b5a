"""The tables of the page on performance: `python -m tests.bench.page run.json docs/performance.md` puts the rows of
`python -m tests.bench --json > run.json` between the markers of the page, and leaves the text around them alone.

    <!-- rows: ticking, chart -->
    <!-- end -->

A marker names one or more measures, or `machine`. A table of measures that are not in the run stays as it is, so that
a run with `--only` renews only its own.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.table import number

_PLACE = re.compile(r"(?P<begin><!-- rows: (?P<names>[^>]*?) -->\n)(?P<old>.*?)(?P<end><!-- end -->)", re.DOTALL)
_BEGIN = "<!-- rows:"
_HEAD = "| what | figure | measured beside it | ratio | budget | margin | met |\n|---|---:|---|---:|---:|---:|---|\n"
MACHINE = "machine"
_NONE = "–"

Given = Mapping[str, Any]


class BadPage(ValueError):
    """A run or a page that do not fit; the text says what is missing."""


def filled(page: str, run: Given) -> str:
    """The page with the tables of a run. Raises BadPage for rows without a place, and for a marker without an end."""
    tables = _tables(run)
    if page.count(_BEGIN) != len(_PLACE.findall(page)):
        raise BadPage(f"a marker {_BEGIN} NAME --> has no <!-- end -->")
    homeless = set(tables) - set(named(page))
    if homeless:
        raise BadPage(f"no marker names {', '.join(sorted(homeless))}")

    def table(place: re.Match[str]) -> str:
        names = _names(place["names"])
        known = [name for name in names if name in tables]
        if not known:
            return place[0]
        if absent := [name for name in names if name not in tables]:
            raise BadPage(f"the run has {', '.join(known)} and lacks {', '.join(absent)}, which share one table")
        rows = "".join(tables[name] for name in known)
        return f"{place['begin']}{rows if names == [MACHINE] else _HEAD + rows}{place['end']}"

    return _PLACE.sub(table, page)


def named(page: str) -> list[str]:
    """Names in all markers of a page."""
    return [name for place in _PLACE.finditer(page) for name in _names(place["names"])]


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _tables(run: Given) -> dict[str, str]:
    """Lines of each measure of a run, and the sentence on the machine."""
    found: dict[str, str] = {}
    try:
        for row in run["rows"]:
            found[row["measure"]] = found.get(row["measure"], "") + _line(row)
        found[MACHINE] = _machine(run["machine"])
    except (KeyError, TypeError) as error:
        raise BadPage(f"not a run of `python -m tests.bench --json`: {error} is missing") from None
    return found


def _line(row: Given) -> str:
    unit = f" {row['unit']}" if row["unit"] else ""
    beside = str(row["reference_name"] or _NONE)
    if row["reference"] is not None:
        beside += f": {number(row['reference'])}{unit}"
    budget = row["budget"]
    cells: Sequence[str] = (
        row["name"],
        f"{number(row['figure'])}{unit}",
        beside,
        _NONE if row["ratio"] is None else f"{row['ratio']:.2f}",
        _NONE if budget is None else f"at most {number(budget)}{unit}",
        _NONE if row["margin"] is None else f"{row['margin']:.0%}",
        _NONE if budget is None else "yes" if row["met"] else "**no**",
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |\n"


def _machine(machine: Mapping[str, str]) -> str:
    facts = dict(machine)
    return (
        f"Measured on {facts['processors']} processors with Python {facts['python']} and Textual {facts['textual']}; "
        f"load {facts['load']}.\n"
    )


def main(run: Path, page: Path) -> None:
    """Fill the page in place."""
    page.write_text(filled(page.read_text(), json.loads(run.read_text())))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("python -m tests.bench.page RUN.json PAGE.md")
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]))
    except (BadPage, OSError, json.JSONDecodeError) as error:
        sys.exit(f"{sys.argv[2]} stays as it is: {error}")
