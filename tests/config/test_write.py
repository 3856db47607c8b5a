"""Writing a changed watchlist back: comments and layout stay, and the file is whole at every moment."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from r2k_tui.config.load import load
from r2k_tui.config.write import save_settings, write_whole

LIST = ("watchlist", "symbols")
OWN = """\
# My settings.
[display]
theme = "r2k-light"   # easier by day

[watchlist]
# What I hold:
symbols = [
    "IWM",     # the fund
    "^RUT",    # the index
    "TLT",     # bonds
]
# the end
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def saved(file: Path) -> list[str]:
    symbols: list[str] = tomllib.loads(file.read_text("utf-8"))["watchlist"]["symbols"]
    return symbols


def save(file: Path, text: str, *symbols: str) -> str:
    file.write_bytes(text.encode())
    save_settings(file, {LIST: symbols})
    assert saved(file) == list(symbols)
    return file.read_bytes().decode()


def test_the_same_list_changes_nothing(file: Path) -> None:
    assert save(file, OWN, "IWM", "^RUT", "TLT") == OWN


def test_an_added_symbol_leaves_every_comment(file: Path) -> None:
    text = save(file, OWN, "IWM", "^RUT", "TLT", "GLD")
    for comment in ("# My settings.", "# easier by day", "# What I hold:", "# the fund", "# the index", "# the end"):
        assert comment in text
    assert 'theme = "r2k-light"   # easier by day' in text


def test_a_comment_stays_with_its_entry(file: Path) -> None:
    text = save(file, OWN, "IWM", "TLT")
    lines = {line.split("#")[0].strip(' ,"'): line for line in text.splitlines()}
    assert "# the fund" in lines["IWM"]
    assert "# bonds" in lines["TLT"]


def test_a_symbol_added_in_front(file: Path) -> None:
    text = save(file, OWN, "GLD", "IWM", "^RUT", "TLT")
    assert '"IWM",     # the fund' in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing but words",
        '[market]\nindex = "^RUT"',
        '[market]\nindex = "^RUT"  # no line end here',
        "[watchlist]",
        "[watchlist]\n# nothing yet\n",
        "watchlist = {}\n[display]\nmouse = true\n",
        'watchlist = { symbols = ["GLD"] }\n',
        'watchlist.symbols = ["GLD"]\n[display]\nmouse = true\n',
        "[watchlist]\nsymbols = []\n[display]\nmouse = true\n",
        '[watchlist]\nsymbols = ["GLD", "GLD"] # twice\n',
        '[watchlist]\nsymbols = ["GLD",]\n',
        "[watchlist]\nsymbols = [\n# nothing\n]\n",
        '[watchlist]\nsymbols = "GLD"\n',
    ],
)
def test_every_shape_of_file_takes_the_list(file: Path, text: str) -> None:
    before = tomllib.loads(text)
    save(file, text, "IWM", "^RUT")
    after = tomllib.loads(file.read_text())
    before.pop("watchlist", None), after.pop("watchlist")
    assert after == before, "nothing else has changed"


def test_the_list_may_become_empty(file: Path) -> None:
    save(file, OWN)


def test_line_ends_stay(file: Path) -> None:
    text = save(file, OWN.replace("\n", "\r\n"), "IWM", "^RUT", "TLT")
    assert text == OWN.replace("\n", "\r\n")


def test_a_new_file_says_what_it_is_and_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "r2k-tui" / "config.toml"
    save_settings(file, {LIST: ("IWM",)})
    assert file.read_text().startswith("# R2K")
    assert load(file).watchlist.symbols == ("IWM",)


def test_what_a_symlink_leads_to_is_written(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles" / "r2k.toml", tmp_path / "config.toml"
    real.parent.mkdir()
    real.write_text(OWN)
    link.symlink_to(real)
    save_settings(link, {LIST: ("IWM",)})
    assert link.is_symlink()
    assert saved(real) == ["IWM"]


def test_a_dangling_symlink_gets_its_file(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "config.toml"
    link.symlink_to(real)
    save_settings(link, {LIST: ("IWM",)})
    assert saved(real) == ["IWM"]


@pytest.mark.parametrize(
    "text",
    ["[watchlist\nsymbols = []", "watchlist = 3\n", "[[watchlist]]\n", b"\xff\xfe"],
    ids=["open", "3", "aot", "ff"],
)
def test_a_broken_file_is_left_as_it_is(file: Path, text: str | bytes) -> None:
    before = text.encode() if isinstance(text, str) else text
    file.write_bytes(before)
    with pytest.raises(ValueError, match=r"."):
        save_settings(file, {LIST: ("IWM",)})
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file], "nothing is left lying about"


def test_permissions_stay(file: Path) -> None:
    file.write_text(OWN)
    for mode in (0o600, 0o640, 0o644):
        file.chmod(mode)
        save_settings(file, {LIST: ("IWM",)})
        assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_reader_sees_the_old_file_or_the_new_one(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off right before the last step, the old file stands untouched; nothing ever writes into it."""
    file.write_text(OWN)
    with file.open() as reader:
        write_whole(file, "new = 1\n")
        assert reader.read() == OWN, "an open reader keeps the whole old text"

    def refuse(_: Path, __: Path) -> None:
        raise OSError("the power is gone")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="the power is gone"):
        write_whole(file, "newer = 2\n")
    assert file.read_text() == "new = 1\n"
    assert list(file.parent.iterdir()) == [file]


def test_the_text_is_on_the_disk_before_it_takes_the_name(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("fsync"), real_sync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda a, b: (steps.append("replace"), real_replace(a, b))[1])
    write_whole(file, "a = 1\n")
    assert steps == ["fsync", "replace"]


def test_a_place_that_cannot_be_written(file: Path) -> None:
    file.write_text(OWN)
    with pytest.raises(OSError):
        save_settings(file / "config.toml", {LIST: ("IWM",)})
    assert file.read_text() == OWN


SYMBOLS = st.sampled_from(["IWM", "^RUT", "RTY=F", "TLT", "GLD", "HYG"])
ENTRIES = st.lists(st.tuples(SYMBOLS, st.sampled_from(["", " # note", "\n    # above"])), max_size=6)


@given(entries=ENTRIES, wanted=st.lists(SYMBOLS, max_size=6, unique=True), spread=st.booleans(), comma=st.booleans())
@example(entries=[("IWM", " # note"), ("TLT", "")], wanted=["TLT", "IWM"], spread=True, comma=False)
def test_any_list_becomes_any_other(
    tmp_path_factory: pytest.TempPathFactory,
    entries: list[tuple[str, str]],
    wanted: list[str],
    spread: bool,
    comma: bool,
) -> None:
    if spread:
        rows = [f'    "{symbol}",{note}\n' for symbol, note in entries]
        if rows and not comma:
            rows[-1] = rows[-1].replace('",', '"', 1)
        inner = "\n" + "".join(rows)
    else:
        inner = ", ".join(f'"{symbol}"' for symbol, _ in entries) + ("," if comma and entries else "")
    text = f"[display]\nmouse = true\n[watchlist]\nsymbols = [{inner}]  # mine\n"
    tomllib.loads(text)
    file = tmp_path_factory.getbasetemp() / "any-list.toml"
    file.write_text(text)
    save_settings(file, {LIST: wanted})
    assert tomllib.loads(file.read_text()) == {"display": {"mouse": True}, "watchlist": {"symbols": wanted}}
    assert "# mine" in file.read_text()


GROUPS = ("watchlist", "groups")
OWN_GROUPS = """\
[watchlist]
symbols = ["IWM"]   # the first

# What money costs.
[[watchlist.groups]]
name = "Rates"      # short ones first
symbols = [
    "SHY",     # two years
    "TLT",     # twenty
]

[[watchlist.groups]]
name = "World"
symbols = ["EFA"]

[display]
mouse = true        # mine
"""
WANTED = [{"name": "Rates", "symbols": ("SHY", "IEF", "TLT")}, {"name": "World", "symbols": ()}]


def groups_in(file: Path) -> list[dict[str, object]]:
    groups: list[dict[str, object]] = tomllib.loads(file.read_text("utf-8"))["watchlist"]["groups"]
    return groups


def test_groups_keep_their_comments(file: Path) -> None:
    file.write_text(OWN_GROUPS)
    save_settings(file, {GROUPS: WANTED})
    text = file.read_text()
    assert groups_in(file) == [{**group, "symbols": list(group["symbols"])} for group in WANTED]
    for comment in ("# the first", "# What money costs.", "# short ones first", "# two years", "# twenty", "# mine"):
        assert comment in text
    lines = {line.split("#")[0].strip(' ,"'): line for line in text.splitlines()}
    assert "# twenty" in lines["TLT"]


def test_the_same_groups_change_nothing(file: Path) -> None:
    file.write_text(OWN_GROUPS)
    save_settings(file, {GROUPS: [{"name": "Rates", "symbols": ("SHY", "TLT")}, {"name": "World", "symbols": ["EFA"]}]})
    assert file.read_text() == OWN_GROUPS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[watchlist]\n",
        '[watchlist]\nsymbols = ["GLD"]\n[display]\nmouse = true\n',
        'watchlist = { symbols = ["GLD"] }\n[display]\nmouse = true\n',
        'watchlist.symbols = ["GLD"]\n[display]\nmouse = true\n',
        '[watchlist]\ngroups = []\nsymbols = ["GLD"]\n',
        '[watchlist]\ngroups = [{ name = "Rates", symbols = ["SHY"] }, { name = "World" }] # here\n[display]\n',
        '[[watchlist.groups]]\nname = "Other"\nsymbols = ["A"]\n[display]\nmouse = true\n',
        '[display]\nmouse = true\n[[watchlist.groups]]\nname = "Rates"\n[[watchlist.groups]]\nname = "World"',
        "[watchlist]\ngroups = 3\n",
    ],
)
def test_every_shape_of_file_takes_the_groups(file: Path, text: str) -> None:
    before = tomllib.loads(text)
    file.write_text(text)
    save_settings(file, {GROUPS: WANTED, ("watchlist", "sort"): "percent"})
    after = tomllib.loads(file.read_text())
    assert after["watchlist"].pop("groups") == [{**group, "symbols": list(group["symbols"])} for group in WANTED]
    assert after["watchlist"].pop("sort") == "percent"
    before.get("watchlist", {}).pop("groups", None)
    assert {"watchlist": {}, **after} == {"watchlist": {}, **before}, "nothing else has changed"
    assert [group.name for group in load(file).watchlist.groups] == ["Rates", "World"]
