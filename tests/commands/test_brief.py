"""`r2k brief`: every number is found again by the command that it names; text, Markdown and JSON say the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from r2k_tui.commands import brief as command
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.model.brief import Brief, BriefSection, Sentence
from tests.commands.conftest import LAST, R2K, write_folder
from tests.fakes.invented_holdings import export

_PACKAGED = {"fomc", "cpi_release", "payrolls_release", "gdp_release"}
# Without portfolios to optimize, which take seconds.
QUICK = """
[allocation]
sleeves = []
[thesis]
packaged = false
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, exchange: ExchangeHours) -> Path:
    """A folder with everything that a brief speaks of: styles, yields, members with closes, rates, a spread."""
    sessions = exchange.days()
    days = [str(day) for day in sessions[sessions <= np.datetime64(LAST)][-2700:]]
    folder = write_folder(tmp_path_factory.mktemp("brief") / "whole", days)
    for name, like in (("IWN", "IWM"), ("IWO", "SPY"), ("TNX", "IRX"), ("RVX", "VIX")):
        (folder / f"{name}.csv").write_bytes((folder / f"{like}.csv").read_bytes())
    symbols = [f"S{i:03d}" for i in range(40)]
    lines = [",".join(("Date", *symbols))]
    for number, day in enumerate(days[-300:]):
        lines.append(",".join((day, *(f"{20 + i + 0.01 * ((number * (i + 3)) % 97):.2f}" for i in range(40)))))
    (folder / "closes_wide.csv").write_text("\n".join(lines))
    (folder / "IWM_holdings_2025-09-17.csv").write_bytes(export())
    rates = (f"{day},4.25,{3.5 + n % 7 / 50:.2f},{4.1 + n % 5 / 50:.2f},1.7{n % 9}\n" for n, day in enumerate(days))
    (folder / "rates_fred.csv").write_text("Date,DFEDTARU,DGS2,DGS10,BAA10Y\n" + "".join(rates))
    return folder


@pytest.fixture
def quick(r2k: R2K, whole: Path, tmp_path: Path) -> R2K:
    """The brief of the last day of the whole folder."""
    config = tmp_path / "quick.toml"
    config.write_text(QUICK)
    where = ("--config", config, "--source", "csv", "--data", whole, "--as-of", LAST)
    return lambda *options: r2k("brief", *where, *options)


class Finder:
    """Runs the command that a figure names, once for each, and follows the figure's path in its data."""

    def __init__(self, r2k: R2K, data: Path) -> None:
        self._r2k, self._data, self._reports = r2k, data, dict[tuple[str, str], Any]()

    def value(self, figure: dict[str, Any]) -> Any:
        data = self._report(figure["command"], figure["symbol"])
        if figure["command"] == "readings":
            reading = data[figure["symbol"]][figure["key"]]
            assert (reading["source"], reading["as_of"]) == (figure["source"], figure["day"])
            return reading["value"]
        for step in figure["key"].split("."):
            name, _, row = step.rstrip("]").partition("[")
            data = data[int(name)] if isinstance(data, list) else data[name]
            if row:
                (data,) = [item for item in data if row in (item.get(k) for k in ("name", "zone", "sector", "symbol"))]
        return data

    def _report(self, name: str, symbol: str) -> Any:
        if (name, symbol) not in self._reports:
            where = ["--source", "csv", "--data", self._data, "--as-of", LAST, "--json"]
            named = [symbol] if name == "readings" else ["--symbol", symbol] if symbol else []
            self._reports[name, symbol] = self._r2k(*name.split(), *named, *where).report["data"]
        return self._reports[name, symbol]


def figures_of(report: Any) -> list[dict[str, Any]]:
    return [f for section in report["data"]["sections"] for s in section["sentences"] for f in s["figures"]]


@pytest.mark.slow(seconds=10)
def test_every_number_is_found_again(r2k: R2K, whole: Path) -> None:
    report = r2k("brief", "--source", "csv", "--data", whole, "--as-of", LAST, "--json").report
    figures, finder = figures_of(report), Finder(r2k, whole)
    for figure in figures:
        if figure["key"] in _PACKAGED:
            assert (figure["command"], figure["unit"]) == ("", "date")
        else:
            assert finder.value(figure) == figure["value"], figure
    commands = {figure["command"] for figure in figures}
    assert {"readings", "study states", "study followthrough", "study macro", "universe", "thesis"} <= commands
    assert len(figures) > 80


def test_the_report(quick: R2K) -> None:
    outcome = quick("--format", "json")
    report = outcome.report
    assert (report["schema"], report["command"], report["as_of"], report["simulated"]) == (
        "r2k/1",
        "brief",
        LAST,
        False,
    )
    assert list(report["data"]) == ["index", "since", "sections"]
    sentences = [s for section in report["data"]["sections"] for s in section["sentences"]]
    assert [p["message"] for p in report["problems"]] == [s["text"] for s in sentences if s["missing"]]
    assert outcome.status == 1, "alerts of a day of the past are missing"
    again = quick("--format", "json").report
    assert again["data"] == report["data"], "the same day gives the same page"


def test_text_and_markdown_say_what_json_says(quick: R2K) -> None:
    report = quick("--json").report
    text, markdown = quick().out, quick("--format", "md").out
    flat = " ".join(text.split())
    bare = re.sub(r"\\(.)", r"\1", markdown.replace("**", ""))
    for section in report["data"]["sections"]:
        assert section["title"].upper() in text and f"## {section['title']}" in bare
        for sentence in section["sentences"]:
            assert sentence["text"] in flat, sentence["text"]
            assert sentence["text"] in bare, sentence["text"]
    assert text.startswith(f"Brief of ^RUT as of {LAST} (csv)\n")
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize(
    ("since", "words"),
    [("open", f"the open of {LAST} 09:30 New York"), ("2025-09-12", "the close of 2025-09-12")],
)
def test_since(quick: R2K, since: str, words: str) -> None:
    report = quick("--since", since, "--json").report
    assert report["data"]["since"] == words


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (("--since", "monday"), "since 'monday': expected open, close or a day as YYYY-MM-DD"),
        (("--since", "2025-09-19"), "comes before it"),
        (("--format", "html"), "--format html: expected one of text, md, json"),
    ],
)
def test_usage(quick: R2K, option: tuple[str, str], words: str) -> None:
    outcome = quick(*option)
    assert (outcome.status, outcome.out) == (2, "")
    assert words in outcome.err


def test_without_the_index_there_is_no_brief(r2k: R2K, tmp_path: Path) -> None:
    outcome = r2k("brief", "--source", "csv", "--data", tmp_path, "--json")
    assert outcome.status == 3
    assert outcome.report["data"] is None and outcome.report["problems"]


def test_words_of_others_stay_words_in_markdown() -> None:
    hostile = Sentence(("[x](http://e.example) <script> `id` *b* _i_ | # ~",))
    (line,) = command.markdown_lines(Brief("^RUT", LAST, "", "csv", False, (BriefSection("S", (hostile,)),)))[4:5]
    assert line == r"- \[x\](http://e.example) \<script\> \`id\` \*b\* \_i\_ \| \# \~"


def test_the_demo_says_that_it_is_simulated(r2k: R2K, tmp_path: Path) -> None:
    (tmp_path / "quick.toml").write_text(QUICK)
    assert "(demo, SIMULATED)" in r2k("brief", "--demo", "--config", tmp_path / "quick.toml").out.splitlines()[0]
