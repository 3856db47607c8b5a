"""The settings: where they are found, what they become, and what is said of those that cannot be used."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.config.errors import ConfigError
from r2k_tui.config.load import load
from r2k_tui.config.paths import find, packaged_path, user_path
from r2k_tui.config.schema import Config

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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "own.toml"


def complaint(file: Path, text: str | bytes) -> ConfigError:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(ConfigError) as caught:
        load(file)
    error = caught.value
    assert error.file == str(file)
    assert str(error).startswith(f"{file}:{error.line}: " if error.line else f"{file}: ")
    assert str(error).isprintable(), "one line, no control characters"
    return error


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
        (HOLDING % "shares = 3", 2, "portfolio.holdings[0]", "the table needs the key `cost`"),
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


def test_a_file_that_is_no_text(file: Path) -> None:
    assert "not UTF-8" in complaint(file, b"theme = '\xff'").message


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(ConfigError, match="cannot read the file"):
            load(path)


def test_own_settings_lie_over_the_defaults(file: Path) -> None:
    file.write_text('[poll.quotes]\nopen = 2\n[watchlist]\nsymbols = ["IWM"]\n[market]\nrisk_free = 0.04\n')
    settings, defaults = load(file), load(packaged_path())
    assert settings.poll.quotes == msgspec.structs.replace(defaults.poll.quotes, open=2.0)
    assert settings.watchlist.symbols == ("IWM",)
    assert settings.market == msgspec.structs.replace(defaults.market, risk_free=0.04)
    assert settings.display == defaults.display


def test_an_empty_file_changes_nothing(file: Path) -> None:
    file.write_text("")
    assert load(file) == load(packaged_path())


def test_settings_cannot_be_changed() -> None:
    settings = Config()
    with pytest.raises(AttributeError):
        settings.market.index = "IWM"  # type: ignore[misc]


class TestPackagedFile:
    """The config.toml that ships is the list of all settings, and says what the code says."""

    def leaves(self, kind: Any = Config, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
        found: dict[tuple[str, ...], Any] = {}
        for field in msgspec.structs.fields(kind):
            default, here = field.default, (*path, field.name)
            found |= self.leaves(type(default), here) if isinstance(default, msgspec.Struct) else {here: default}
        return found

    def test_every_default_is_the_code_s(self) -> None:
        loaded = msgspec.to_builtins(load(packaged_path()))
        coded = msgspec.to_builtins(Config())
        for lists in ("symbols", "groups"):
            assert loaded["watchlist"].pop(lists), "the default lists are the file's alone"
            del coded["watchlist"][lists]
        assert loaded["allocation"].pop("sleeves"), "the default sleeves are the file's alone"
        del coded["allocation"]["sleeves"]
        assert set(loaded["universe"].pop("holdings")) == {"IWM", "IWB"}, "the addresses are the file's alone"
        del coded["universe"]["holdings"]
        assert loaded["fred"].pop("endpoint").startswith("https://"), "the address is the file's alone"
        del coded["fred"]["endpoint"]
        for topic, cadence in coded["poll"].items():
            # A cadence's own defaults are zeros; Poll's say what each topic has.
            assert loaded["poll"][topic] == cadence, topic
        assert loaded == coded

    def test_every_setting_stands_in_it(self) -> None:
        data = tomllib.loads(packaged_path().read_text("utf-8"))
        commented = {("market", "risk_free"), ("allocation", "views"), ("alerts",)}
        for path in self.leaves().keys() - commented:
            table: Any = data
            for name in path:
                assert name in table, f"{'.'.join(path)} is not in config.toml"
                table = table[name]
        assert "# [[allocation.views]]" in packaged_path().read_text("utf-8")
        assert "# [[alerts]]" in packaged_path().read_text("utf-8")
        assert "# risk_free = " in packaged_path().read_text("utf-8")

    def test_every_setting_has_a_comment(self) -> None:
        lines = packaged_path().read_text("utf-8").splitlines()
        told = {key[1] for line in lines if (key := re.match(r"(?:# )?(\w+) = .*\S\s+# \S", line))}
        # The cadences have one comment above their tables; the others are told by the line before, or by their name.
        cadences = {path[-1] for path in self.leaves() if path[0] == "poll"}
        bare = {path[-1] for path in self.leaves()} - told - cadences
        assert bare <= {"implied_volatility_fallback", "symbols", "groups", "alerts", "keys", "sleeves", "views"}, (
            f"without a word: {sorted(bare)}"
        )

    def test_it_is_found_beside_the_package(self) -> None:
        assert packaged_path().is_file()


class TestWhichFile:
    def test_the_named_one_counts_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("R2K_CONFIG", str(tmp_path / "env.toml"))
        assert find(tmp_path / "named.toml") == tmp_path / "named.toml"

    def test_then_the_environment_s(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("R2K_CONFIG", str(tmp_path / "env.toml"))
        assert find() == tmp_path / "env.toml"

    def test_then_the_user_s(self, home: Path) -> None:
        own = user_path()
        assert home in own.parents
        own.parent.mkdir(parents=True)
        own.touch()
        assert find() == own

    def test_then_the_packaged_one(self) -> None:
        assert find() == packaged_path()


SCALARS = st.one_of(
    st.integers(),
    st.floats(),
    st.booleans(),
    st.text(max_size=20),
    st.datetimes(),
    st.dates(),
    st.sampled_from(["^RUT", "1D", "yahoo", "http://x", ""]),
)
NAMES = st.one_of(
    st.sampled_from(sorted({name for path in TestPackagedFile().leaves() for name in path})),
    st.text(min_size=1, max_size=8),
)
INNER = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(NAMES, SCALARS, max_size=3)
VALUES = INNER | st.lists(INNER, max_size=3) | st.dictionaries(NAMES, INNER, max_size=3)
DOCUMENTS = st.dictionaries(NAMES, st.dictionaries(NAMES, VALUES, max_size=3) | VALUES, max_size=4)


class TestAnyText:
    """Whatever stands in the file: settings, or a ConfigError."""

    def load(self, folder: Path, text: str) -> None:
        file = folder / "fuzz.toml"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            assert isinstance(load(file), Config)
        except ConfigError as error:
            assert error.file == str(file)
            assert error.line is None or 1 <= error.line <= text.count("\n") + text.count("\r") + 1

    @pytest.fixture(scope="class")
    def folder(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        return tmp_path_factory.mktemp("fuzz")

    @given(text=st.text())
    def test_noise(self, folder: Path, text: str) -> None:
        self.load(folder, text)

    @given(text=st.text(alphabet="[]{}=.,\"'\\#\n abmarket0123_-:^RUT", max_size=120))
    def test_almost_toml(self, folder: Path, text: str) -> None:
        self.load(folder, text)

    @given(document=DOCUMENTS)
    def test_toml_of_every_shape(self, folder: Path, document: dict[str, Any]) -> None:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        try:
            text = tomlkit.dumps(document)
        except (TOMLKitError, ValueError):
            return
        self.load(folder, text)
