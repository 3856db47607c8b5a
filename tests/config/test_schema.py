"""The packaged settings: every one there is, with the default of the code."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import msgspec

from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.config.schema import Config
from r2k_tui.config.section import Section
from tests.config.complaints import leaves

OPTIONAL = ("market_caps", "risk_aversion", "target_volatility", "target_return", "turnover_limit")


class TestPackagedFile:
    """The config.toml that ships is the list of all settings, and says what the code says."""

    def test_every_default_is_the_code_s(self) -> None:
        loaded = msgspec.to_builtins(load(packaged_path()))
        coded = msgspec.to_builtins(Config())
        for lists in ("symbols", "groups"):
            assert loaded["watchlist"].pop(lists), "the default lists are the file's alone"
            del coded["watchlist"][lists]
        assert loaded["allocation"].pop("sleeves"), "the default sleeves are the file's alone"
        del coded["allocation"]["sleeves"]
        assert set(loaded["universe"].pop("holdings")) == {"IWM", "IWB", "IWN", "IWO"}, (
            "the addresses are the file's alone"
        )
        del coded["universe"]["holdings"]
        assert loaded["universe"].pop("short_interest") is True, "the file alone turns it on, as every other provider"
        del coded["universe"]["short_interest"]
        assert loaded["fred"].pop("endpoint").startswith("https://"), "the address is the file's alone"
        del coded["fred"]["endpoint"]
        assert loaded["market"].pop("volatility_sources"), "the list is the file's alone"
        del coded["market"]["volatility_sources"]
        for topic, cadence in coded["poll"].items():
            # A cadence's own defaults are zeros; Poll's say what each topic has.
            assert loaded["poll"][topic] == cadence, topic
        assert loaded == coded

    def test_every_setting_stands_in_it(self) -> None:
        data = tomllib.loads(packaged_path().read_text("utf-8"))
        commented = {
            ("market", "risk_free"),
            ("allocation", "risk_free"),
            ("allocation", "views"),
            ("allocation", "portfolios"),
            *(("allocation", "simulation", name) for name in ("mean", "volatility", "inflation")),
            *(("allocation", name) for name in OPTIONAL),
            ("alerts",),
            ("screens",),
            ("portfolios",),
            ("dashboard", "layouts"),
        }
        for path in leaves().keys() - commented:
            table: Any = data
            for name in path:
                assert name in table, f"{'.'.join(path)} is not in config.toml"
                table = table[name]
        assert all(f"# {name} = " in packaged_path().read_text("utf-8") for name in OPTIONAL)
        assert "# [[allocation.views]]" in packaged_path().read_text("utf-8")
        assert "# [[allocation.portfolios]]" in packaged_path().read_text("utf-8")
        assert "# [[portfolios]]" in packaged_path().read_text("utf-8")
        assert "# [[alerts]]" in packaged_path().read_text("utf-8")
        assert packaged_path().read_text("utf-8").count("# risk_free = ") == 2

    def test_every_setting_has_a_comment(self) -> None:
        lines = packaged_path().read_text("utf-8").splitlines()
        told = {key[1] for line in lines if (key := re.match(r"(?:# )?(\w+) = .*\S\s+# \S", line))}
        # The cadences have one comment above their tables; the others are told by the line before, or by their name.
        cadences = {path[-1] for path in leaves() if path[0] == "poll"}
        bare = {path[-1] for path in leaves()} - told - cadences
        assert bare <= {
            "implied_volatility_fallback",
            "symbols",
            "groups",
            "alerts",
            "keys",
            "sleeves",
            "views",
            "screens",
            "portfolios",
            "layouts",
        }, f"without a word: {sorted(bare)}"

    def test_it_is_found_beside_the_package(self) -> None:
        assert packaged_path().is_file()


def test_no_annotation_of_a_section_is_a_text() -> None:
    """A text is compiled in every process that reads settings; those that Python has compiled cost nothing."""
    texts = [
        f"{kind.__name__}.{name}"
        for kind in _sections(Section)
        for name, hint in kind.__annotations__.items()
        if isinstance(hint, str) and kind.__module__.startswith("r2k_tui.")
    ]
    assert texts == []


def _sections(kind: type) -> list[type]:
    return [kind, *(below for child in kind.__subclasses__() for below in _sections(child))]
