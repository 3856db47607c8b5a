"""`r2k config`: locates, creates, shows and checks the settings."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest

from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path, user_path
from tests.commands.conftest import R2K


@pytest.fixture
def own(home: Path) -> Path:
    """The user's own file, where the platform keeps it."""
    path = user_path()
    path.parent.mkdir(parents=True)
    path.write_text('# mine\n[watchlist]\nsymbols = ["IWM"]\n[market]\nrisk_free = 0.04\n')
    return path


def test_path_without_own_settings(r2k: R2K) -> None:
    assert r2k("config", "path") == (0, f"{user_path()}\n", "")


def test_path_of_own_settings(r2k: R2K, own: Path) -> None:
    assert r2k("config", "path").out == f"{own}\n"


def test_path_of_settings_that_are_broken(r2k: R2K, own: Path) -> None:
    own.write_text("[")
    assert r2k("config", "path") == (0, f"{own}\n", "")


def test_show_is_what_is_in_force_and_can_be_read_back(r2k: R2K, own: Path, tmp_path: Path) -> None:
    outcome = r2k("config", "show")
    assert (outcome.status, outcome.err) == (0, "")
    copy = tmp_path / "copy.toml"
    copy.write_text(outcome.out)
    assert load(copy) == load(own)
    assert r2k("config").out == outcome.out, "show is what happens without a word"


def test_groups_and_holdings_are_shown_so_that_they_can_be_read_back(r2k: R2K, own: Path, tmp_path: Path) -> None:
    own.write_text(
        '[[watchlist.groups]]\nname = "Rates"\nsymbols = ["TLT"]\n[portfolio]\nholdings = ['
        '{ symbol = "IWM", shares = 3, cost = 1, opened = 2025-04-08 }, { symbol = "SPY", shares = -3, cost = 1 }]\n'
    )
    outcome = r2k("config", "show")
    copy = tmp_path / "copy.toml"
    copy.write_text(outcome.out)
    assert "opened = 2025-04-08" in outcome.out
    assert load(copy) == load(own)


def test_show_as_json(r2k: R2K, own: Path) -> None:
    report = r2k("config", "show", "--json").report
    assert (report["schema"], report["command"], report["problems"]) == ("r2k/1", "config", [])
    assert report["data"] == msgspec.json.decode(msgspec.json.encode(load(own)))


def test_check(r2k: R2K, own: Path) -> None:
    outcome = r2k("config", "check")
    assert (outcome.status, outcome.out) == (0, "")
    assert str(own) in outcome.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '[display]\ntheme = "r2k-lihgt"\n',
            "config.toml:2: display.theme: no theme 'r2k-lihgt'; did you mean r2k-light",
        ),
        ('[keys]\n\nfnd = "f3"\n', "config.toml:3: keys.fnd: no such action; did you mean `find`"),
        ('[keys]\nfind = "f"\n', "config.toml:2: keys.find: f is the key of `filter`, too"),
    ],
)
def test_check_of_what_only_the_screen_knows(r2k: R2K, own: Path, text: str, words: str) -> None:
    own.write_text(text)
    outcome = r2k("config", "check")
    assert outcome.status == 2
    assert words in outcome.err


def test_check_of_a_broken_file(r2k: R2K, own: Path) -> None:
    own.write_text("[watchlist]\nsymbols = [3]\n")
    outcome = r2k("config", "check")
    assert (outcome.status, outcome.out) == (2, "")
    assert f"{own}:2: watchlist.symbols[0]: expected a string" in outcome.err


def test_default_is_the_packaged_file_comments_and_all(r2k: R2K, own: Path) -> None:
    outcome = r2k("config", "default")
    assert outcome.out == packaged_path().read_text("utf-8")
    assert tomllib.loads(outcome.out)["market"]["index"] == "^RUT"


def test_default_does_not_need_settings_that_are_right(r2k: R2K, own: Path) -> None:
    own.write_text("[")
    assert r2k("config", "default").status == 0


def test_show_masks_the_password_of_a_proxy(r2k: R2K, own: Path) -> None:
    own.write_text('[source]\nproxy = "http://ann:s3cret@127.0.0.1:3128"\n')
    shown = r2k("config", "show").out
    assert "s3cret" not in shown and shown.count("http://ann:********@127.0.0.1:3128") == 11
