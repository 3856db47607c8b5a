"""Results over commits: `python -m tests.bench.history FILE PLOT.svg` draws what `--keep FILE` has appended.

Ratios are drawn, not seconds: the next machine is another one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.bench.row import Row

_ROOT = Path(__file__).resolve().parents[2]
_COLUMNS = 4


def append(path: Path, machine: Mapping[str, str], rows: Iterable[Row]) -> None:
    """One line more: the commit, whether there was more than it, the machine and the rows."""
    commit = _git("rev-parse", "--short=12", "HEAD") + ("+" if _git("status", "--porcelain") else "")
    path.parent.mkdir(parents=True, exist_ok=True)
    entry = {"time": time.time(), "commit": commit, "machine": machine, "rows": [asdict(row) for row in rows]}
    with path.open("a") as file:
        file.write(json.dumps(entry) + "\n")


def read(path: Path) -> list[dict[str, Any]]:
    """Every kept run, oldest first. Raises ValueError, naming the line, for what is none."""
    found = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        try:
            found.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise ValueError(f"{path}, line {number}: {error}") from error
    return found


def series(runs: Iterable[Mapping[str, Any]]) -> dict[str, list[tuple[str, float]]]:
    """By row: the commits and the ratios, or the shares of the budget where there is no reference."""
    found: dict[str, list[tuple[str, float]]] = {}
    for run in runs:
        for row in run["rows"]:
            value = row["ratio"] if row["ratio"] is not None else row["budget"] and row["figure"] / row["budget"]
            if value is not None:
                found.setdefault(row["name"], []).append((run["commit"], value))
    return found


def draw(found: Mapping[str, list[tuple[str, float]]], path: Path) -> None:
    """One small plot a row, written as SVG."""
    from tests.bench.plots import figure

    lines = -(-len(found) // _COLUMNS)
    with figure(path, lines, _COLUMNS, size=(3.4 * _COLUMNS, 1.9 * lines)) as axes:
        for place, (name, points) in zip(axes, found.items(), strict=False):
            place.plot(range(len(points)), [value for _, value in points], marker="o", markersize=3)
            place.set_title(name, fontsize=8)
            place.set_xticks(range(len(points)), [commit[:7] for commit, _ in points], fontsize=6, rotation=45)
            place.set_ylim(bottom=0)


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=_ROOT, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("python -m tests.bench.history FILE PLOT.svg")
    draw(series(read(Path(sys.argv[1]))), Path(sys.argv[2]))
