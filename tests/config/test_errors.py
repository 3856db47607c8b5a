"""What is said of a setting that cannot be used: where it stands, and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.complaints import complaint

GROUPS = '[[watchlist.groups]]\nname = "Rates"\n\n[[watchlist.groups]]\n'
HOLDING = '[portfolio]\nholdings = [{ symbol = "IWM", %s }]'
SLEEVE = '[allocation]\nsleeves = [{ name = "A", members = ["SPY", "IWM"], %s }]'
VIEW = '[allocation]\nviews = [{ symbol = "%s", ret = 0.02 }]'
OPENED = """\
[[portfolio.holdings]]
symbol = "IWM"
shares = 3
cost = 1
[[portfolio.holdings]]
opened = %s"""


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        # A key that does not exist: the nearest one, and all there are.
        ("wachlist = 3", 1, "wachlist", "did you mean `watchlist`?"),
        ('# mine\n\n[market]\nindx = "^RUT"', 4, "market.indx", "did you mean `index`?"),
        ("[poll.quotes]\nopn = 5", 2, "poll.quotes.opn", "did you mean `open`?"),
        ("[poll.qoutes]\nopen = 5", 1, "poll.qoutes", "did you mean `quotes`?"),
        ("[poll]\nquotes = { cosed = 2 }", 2, "poll.quotes.cosed", "did you mean `closed`?"),
        ("zzz = 1", 1, "zzz", "valid keys: market, watchlist, source"),
        ('[market]\n"\\u001b[31m" = 1', 1, "market.[31m", "unknown key"),
        # A wrong type.
        ('[poll.quotes]\nopen = "5"', 2, "poll.quotes.open", "expected a number, got a string, found '5'"),
        ("[limits]\nburst = 1.5", 2, "limits.burst", "expected a whole number"),
        ("[display]\nmouse = 1", 2, "display.mouse", "expected true or false, got a whole number, found 1"),
        ("[display]\ntheme = []", 2, "display.theme", "expected a string, got a list"),
        ('[watchlist]\nsymbols = "IWM"', 2, "watchlist.symbols", "expected a list, got a string, found 'IWM'"),
        ('[watchlist]\nsymbols = [\n  "IWM",\n  7,\n]', 2, "watchlist.symbols[1]", "got a whole number, found 7"),
        ("market = 3", 1, "market", "expected a table, got a whole number, found 3"),
        ('[[market]]\nindex = "IWM"', 1, "market", "expected a table, got a list"),
        ("[poll]\nquotes = 3", 2, "poll.quotes", "expected a table, got a whole number"),
        ("poll.quotes.open = true", 1, "poll.quotes.open", "expected a number"),
        ('"poll".\'quotes\'.open = "x"', 1, "poll.quotes.open", "expected a number"),
        ("[source]\ndata = 1979-05-27T07:32:00Z", 2, "source.data", "expected a string"),
        ('[market]\nrisk_free = "^IRX"', 2, "market.risk_free", "expected a number, got a string, found '^IRX'"),
        # A value that is none.
        ('[watchlist]\nsymbols = ["IWM", "a b"]', 2, "watchlist.symbols[1]", "a symbol without spaces or slashes"),
        ('[market]\nindex = ""', 2, "market.index", "a symbol without spaces"),
        ('[market]\nindex = "../../etc"', 2, "market.index", "found '../../etc'"),
        ('[market]\nindex = "A\\u001bB"', 2, "market.index", "a symbol without spaces"),
        ('[display]\nrange = "2D"', 2, "display.range", "one of 1D 5D 1M 6M YTD 1Y 5Y MAX, found '2D'"),
        ('[yahoo]\nendpoint = "ftp://x"', 2, "yahoo.endpoint", "a http(s) address"),
        ("[yahoo]\ndeadline_s = 0", 2, "yahoo.deadline_s", "expected a number >= 0.1, found 0"),
        ("[poll.daily]\npre = -1", 2, "poll.daily.pre", "expected a number >= 0"),
        ("[poll.daily]\npre = nan", 2, "poll.daily.pre", "found nan"),
        ("[poll.daily]\npre = inf", 2, "poll.daily.pre", "found inf"),
        ("[limits]\nburst = 0", 2, "limits.burst", "expected a whole number >= 1, found 0"),
        ("[limits]\nbreaker_s = 1e9", 2, "limits.breaker_s", "expected a number <= 86400"),
        ('[source]\nname = ""', 2, "source.name", "length >= 1"),
        # Lists, columns and holdings.
        (
            '[watchlist]\ncolumns = ["last", "chnge"]',
            2,
            "watchlist.columns[1]",
            "found 'chnge'; did you mean `change`?",
        ),
        ('[watchlist]\nsort = "precent"', 2, "watchlist.sort", "did you mean `percent`?"),
        ("[watchlist]\nsort = 3", 2, "watchlist.sort", "expected a string, got a whole number"),
        (GROUPS + 'symbol = ["TLT"]', 5, "watchlist.groups[1].symbol", "did you mean `symbols`?"),
        (GROUPS + 'symbols = ["a b"]', 5, "watchlist.groups[1].symbols[0]", "a symbol without spaces"),
        ("[[watchlist.groups]]\nsymbols = []", 1, "watchlist.groups[0]", "the table needs the key `name`"),
        ('[[watchlist.groups]]\nname = ""', 2, "watchlist.groups[0].name", "a name of 1 to 24 characters, found ''"),
        ('[portfolio]\ncash = "much"', 2, "portfolio.cash", "expected a number, got a string"),
        (HOLDING % "shres = 3", 2, "portfolio.holdings[0].shres", "did you mean `shares`?"),
        (HOLDING % 'shares = "3"', 2, "portfolio.holdings[0].shares", "expected a number, got a string"),
        (HOLDING % "shares = nan", 2, "portfolio.holdings[0].shares", "found nan"),
        (HOLDING % "cost = 3", 2, "portfolio.holdings[0]", "the table needs the key `shares`"),
        (HOLDING % "shares = 3, cost = -1", 2, "portfolio.holdings[0].cost", "expected a number >= 0.0, found -1"),
        (
            HOLDING % "shares = 3, cost = 1, opened = 2025",
            2,
            "portfolio.holdings[0].opened",
            "a date such as 2025-04-08",
        ),
        (HOLDING % 'shares = 3, cost = 1, opened = "may"', 2, "portfolio.holdings[0].opened", "a date such as 2025-04"),
        (OPENED % "2025-04-08T10:00:00", 6, "portfolio.holdings[1].opened", "got a date with a time"),
        # Allocation: its words, and limits that clash.
        ("[allocation]\nrisk_free = true", 2, "allocation.risk_free", "a number or a symbol, got true or false"),
        ('[allocation]\nwindow = "15"', 2, "allocation.window", '"max", or years such as "15y", found \'15\''),
        ('[allocation]\nexpected_return = "men"', 2, "allocation.expected_return", "did you mean `mean`?"),
        ("[allocation]\nmax_weight = 0.05", 2, "allocation.max_weight", 'sleeve "Diversifiers" must hold 0.55'),
        ("[allocation]\nown = { SPY = 0.6 }", 2, "allocation.own", "the shares of `own` add up to 0.6, not to 1"),
        (SLEEVE % "weight = 0.4, min = 0.1", 2, "allocation.sleeves[0].weight", "which excludes min and max"),
        (SLEEVE % "min = 0.5, max = 0.1", 2, "allocation.sleeves[0].min", "min 0.5 is above max 0.1"),
        (SLEEVE % "weight = 0.4", 2, "allocation.sleeves", 'the sleeves "A" may hold at most 0.4 together, below 1'),
        (SLEEVE % "weight = 1, floors = { GLD = 0.1 }", 2, "allocation.sleeves[0].floors", "GLD has a floor but"),
        (SLEEVE % "wight = 1", 2, "allocation.sleeves[0].wight", "did you mean `weight`?"),
        (VIEW % "ABC", 2, "allocation.views[0]", "a view on ABC, which is not a member of any sleeve"),
        ('[allocation]\nexpected_return = "black_litterman"', 2, "allocation.expected_return", "at least one entry"),
        # No TOML.
        ("[market]\nindex = \n", 2, "", "not valid TOML"),
        ('[source]\nname = "a"\nname = "b"\n', 3, "", "not valid TOML"),
        ('[watchlist]\nsymbols = ["A"\n', 2, "", "not valid TOML"),
        ("\n\n]", 3, "", "not valid TOML"),
    ],
)
def test_what_is_said(file: Path, text: str, line: int, key: str, words: str) -> None:
    error = complaint(file, text)
    assert (error.line, error.key) == (line, key)
    assert words in error.message


def test_keys_within_a_multi_line_text_are_not_taken_for_keys(file: Path) -> None:
    error = complaint(file, '[source]\ndata = """\nname = 3\n"""\nname = 4\n')
    assert (error.line, error.key) == (5, "source.name")


@pytest.mark.parametrize(
    "text",
    [
        "[limits]\nburst = " + "9" * 5000,
        "[limits]\nburst = 0x" + "f" * 5000,
        "[market]\nindex" + ".a" * 3000 + " = 1",
        "[market]\nindex = " + "[" * 3000 + "]" * 3000,
        '[display]\ntheme = "' + "x" * 5000 + '"',
    ],
    ids=["digits", "hex", "dots", "brackets", "long"],
)
def test_monsters_are_told_in_one_short_line(file: Path, text: str) -> None:
    assert len(complaint(file, text).message) < 400
