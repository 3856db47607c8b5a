"""Tables of the page on performance, from a run."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.bench.measures import MEASURES
from tests.bench.page import MACHINE, BadPage, filled, named
from tests.bench.row import Row, row
from tests.cases import cases

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
HEAD = "| what | figure | measured beside it | ratio | budget | margin | met |"
BYTES = row("bytes | a second", 300.0, "B/s", "DataTable", 12_000.0, 900.0)
LAG = row("lag", 30.0, "ms", "", None, 20.0)
TOLD = row("told", 1.0, "", "", None, None)


def run_of(**rows: list[Row]) -> dict[str, Any]:
    machine = {"processors": "2", "python": "3.11.7", "textual": "8.2.8", "load": "0.1 before, 1.9 after"}
    machine |= {"speed": "58% to 100%", "measured twice": ""}
    return {
        "machine": machine,
        "rows": [asdict(one) | {"measure": name} for name, all_ in rows.items() for one in all_],
    }


def page_of(*names: str) -> str:
    places = "\n".join(f"About {name}.\n\n<!-- rows: {name} -->\nold\n<!-- end -->\n" for name in (*names, MACHINE))
    return f"# Page\n\n{places}\nThe end.\n"


def test_every_kind_of_row() -> None:
    page = filled(page_of("ticking"), run_of(ticking=[BYTES, LAG, TOLD]))
    assert HEAD in page
    assert "| bytes / a second | 300 B/s | DataTable: 12,000 B/s | 0.03 | at most 900 B/s | 67% | yes |" in page
    assert "| lag | 30 ms | – | – | at most 20 ms | -50% | NO |" in page
    assert "| told | 1 | – | – | – | – | – |" in page
    assert "Measured on 2 processors with Python 3.11.7 and Textual 8.2.8; load 0.1 before, 1.9 after;" in page
    assert "; processors at 58% to 100% of their full speed." in page
    assert page.startswith("# Page\n\nAbout ticking.\n\n<!-- rows: ticking -->\n|")
    assert page.endswith("\nThe end.\n")
    assert "\nold\n" not in page


def test_what_a_slow_processor_had_measured_once_more_is_named() -> None:
    run = run_of(chart=[LAG])
    run["machine"]["measured twice"] = "chart"
    assert "of their full speed, and where they were slow once more: chart." in filled(page_of("chart"), run)


def test_filled_twice_is_filled_once() -> None:
    run = run_of(ticking=[BYTES], chart=[LAG])
    once = filled(page_of("ticking, chart"), run)
    assert filled(once, run) == once
    assert once.count(HEAD) == 1


def test_a_run_of_some_measures_leaves_the_other_tables() -> None:
    page = filled(page_of("ticking", "chart"), run_of(chart=[LAG]))
    assert "<!-- rows: ticking -->\nold\n<!-- end -->" in page
    assert "| lag |" in page


@cases(
    ("page", "run", "words"),
    [
        (page_of("chart"), run_of(chart=[LAG], views=[LAG]), "no marker names views"),
        (page_of("chart, views"), run_of(chart=[LAG]), "lacks views"),
        ("<!-- rows: chart -->\n", run_of(chart=[LAG]), "has no <!-- end -->"),
        (page_of("chart"), {"rows": []}, "'machine' is missing"),
        (page_of("chart"), {"rows": [asdict(LAG)], "machine": {}}, "'measure' is missing"),
    ],
)
def test_what_does_not_fit(page: str, run: dict[str, Any], words: str) -> None:
    with pytest.raises(BadPage, match=words):
        filled(page, run)


def test_the_page_has_a_place_for_every_measure_once() -> None:
    places = named(PAGE.read_text())
    assert len(places) == len(set(places))
    assert {*(measure.name for measure in MEASURES), MACHINE} <= set(places)


def test_a_page_that_does_not_fit_stays_and_one_that_does_is_written(tmp_path: Path) -> None:
    run, page = tmp_path / "run.json", tmp_path / "page.md"
    page.write_text(page_of("chart"))
    command = [sys.executable, "-m", "tests.bench.page", str(run), str(page)]
    for text in ("{", json.dumps(run_of(views=[LAG]))):
        run.write_text(text)
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert told.returncode == 1
        assert "page.md stays as it is" in told.stderr
        assert page.read_text() == page_of("chart")
    run.write_text(json.dumps(run_of(chart=[LAG])))
    subprocess.run(command, cwd=ROOT, check=True)
    assert "| lag | 30 ms |" in page.read_text()
