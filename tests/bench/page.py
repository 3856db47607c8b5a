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
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench.row import Row
from tests.bench.table import markdown

_PLACE = re.compile(r"(?P<begin><!-- rows: (?P<names>[^>]*?) -->\n)(?P<old>.*?)(?P<end><!-- end -->)", re.DOTALL)
_BEGIN = "<!-- rows:"
MACHINE = "machine"

Given = Mapping[str, Any]


class BadPage(ValueError):
    """A run or a page that do not fit; the text says what is missing."""


def filled(page: str, run: Given) -> str:
    """The page with the tables of a run. Raises BadPage for rows without a place, and for a marker without an end."""
    tables, machine = _tables(run)
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
        if names == [MACHINE]:
            return f"{place['begin']}{machine}\n{place['end']}"
        lines = markdown(row for name in names for row in tables[name])
        return "\n".join((place["begin"].rstrip("\n"), *lines, place["end"]))

    return _PLACE.sub(table, page)


def named(page: str) -> list[str]:
    """Names in all markers of a page."""
    return [name for place in _PLACE.finditer(page) for name in _names(place["names"])]


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _tables(run: Given) -> tuple[dict[str, list[Row]], str]:
    """Rows of each measure of a run, and the sentence on the machine."""
    found: dict[str, list[Row]] = {MACHINE: []}
    try:
        for given in run["rows"]:
            fields = dict(given)
            found.setdefault(fields.pop("measure"), []).append(Row(**fields))
        return found, _machine(run["machine"])
    except (KeyError, TypeError) as error:
        raise BadPage(f"not a run of `python -m tests.bench --json`: {error} is missing") from None


def _machine(machine: Mapping[str, str]) -> str:
    versions = f"Python {machine['python']} and Textual {machine['textual']}"
    twice = machine["measured twice"]
    return (
        f"Measured on {machine['processors']} processors with {versions}; load {machine['load']}; processors at "
        f"{machine['speed']} of their full speed"
        + (f", and where they were slow once more: {twice}." if twice else ".")
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
