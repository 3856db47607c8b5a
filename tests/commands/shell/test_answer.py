"""What a shell is told, without a shell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from r2k_tui.commands.shell.answer import answer, completions, split_line

HEAVY = ("typer", "click", "msgspec", "numpy", "textual", "r2k_tui.cli", "r2k_tui.config.schema")


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "r2k.toml"
    path.write_text('[watchlist]\nsymbols = ["IWM", "RTY=F"]\n[[alerts]]\nname = "low"\n')
    monkeypatch.setenv("R2K_CONFIG", str(path))
    return path


def words(line: str) -> list[str]:
    return [one.partition("\t")[0] for one in completions(split_line(line)[1:])]


def test_commands_options_and_values() -> None:
    assert words("r2k sn") == ["snapshot"]
    assert words("r2k study fol") == ["followthrough"]
    assert words("r2k --demo snapshot --js") == ["--json"]
    assert words("r2k --view d") == ["dashboard"]
    assert words("r2k --view=d") == ["--view=dashboard"]
    assert words("r2k brief --format ") == ["text", "md", "json"]
    assert words("r2k portfolio import --broker f") == ["fidelity"]
    assert words("r2k portfolio import ") == ["@file"]
    assert words("r2k universe import ") == ["@file"]
    assert words("r2k universe sho") == ["show", "short"]
    assert words("r2k notes IWM ") == ["add", "edit", "remove"]
    assert words("r2k notes IWM add ") == [], "a text is nobody's to guess"
    assert "IWM" in words("r2k notes IW")
    assert words("r2k simulate --years ") == [], "a number is nobody's to guess"
    assert words("r2k config show s") == [], "one word is all that it takes"
    assert words("r2k nonsense x") == []


def test_words_of_the_users_files(tmp_path: Path) -> None:
    assert words("r2k history RT") == ["RTY=F"]
    assert words("r2k alerts test l") == ["low"]
    other = tmp_path / "other.toml"
    other.write_text('[watchlist]\nsymbols = ["ZZZ"]\n')
    assert words(f"r2k --config {other} history Z") == ["ZZZ"]
    assert words(f"r2k --config={other} history Z") == ["ZZZ"]


def test_lists_joined_by_commas() -> None:
    assert words("r2k readings --keys ret_ytd,rsi") == ["ret_ytd,rsi14", "@joined"]
    assert "ret_ytd,ret_ytd" not in words("r2k readings --keys ret_ytd,ret_y"), "nothing twice"


def test_quotes_and_backslashes() -> None:
    assert split_line("r2k portfolio show 'My own") == ["r2k", "portfolio", "show", "My own"]
    assert split_line('r2k a\\ b "c d" ') == ["r2k", "a b", "c d", ""]


def test_bash_counts_an_equals_sign_as_a_break(capsys: pytest.CaptureFixture[str]) -> None:
    answer(["bash", "r2k history RTY="])
    assert capsys.readouterr().out == "F\n"
    answer(["zsh", "history", "RTY="])
    assert capsys.readouterr().out == "RTY=F\n"


@pytest.mark.parametrize("arguments", [[], ["bash"], ["zsh"], ["bash", ""], ["fish", "--view"]])
def test_nonsense_is_answered_with_nothing_or_words(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    answer(arguments)
    assert capsys.readouterr().err == ""


def test_it_loads_nothing_heavy() -> None:
    text = "import sys; sys.argv = ['r2k', '__complete', 'bash', 'r2k history I']\n"
    text += "from r2k_tui.__main__ import main\nmain()\n"
    text += f"print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0] == "IWM" and done.stdout.splitlines()[-1] == "[]"
