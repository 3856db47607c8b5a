"""The documentation as a site: it builds without a warning, its links lead somewhere, and its commands work."""

from __future__ import annotations

import json
import os
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

from r2k_tui.cli import app
from tests.cases import cases
from tests.fakes.broker import Broker
from tests.fakes.demo_hub import demo_hub
from tests.pty.session import Session

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))
_FENCE = re.compile(r"^```")
# A command of a block may stand after another one, an assignment, or within a line of tmux.
_IN_BLOCK = re.compile(r"(?:^|&& |(?P<tmux>#\())(?:\.venv/bin/)?(?P<words>r2k\b.*)$")
_INLINE = re.compile(r"`(?:\.venv/bin/)?(r2k [^`]*)`")
_REMARK = re.compile(r"\s{2,}.*$|\s+# .*$")
# What ends a command within a line of a shell.
_ENDS = ("|", "&&", ">", ";")
_LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(?:#[^)]*)?\)")
# Commands that run until they are ended.
_ENDLESS = ("engine", "web", "serve", "watch", "mcp", "record")


class Mention(NamedTuple):
    """A command in the documentation, and the page that it stands in."""

    page: str
    words: str


def mentions(*, blocks: bool) -> list[Mention]:
    """The commands in blocks of code, or those within sentences."""
    found = []
    for page in PAGES:
        inside = False
        for line in page.read_text("utf-8").splitlines():
            if _FENCE.match(line):
                inside = not inside
            elif blocks and inside and (match := _IN_BLOCK.search(line)):
                # A status line of tmux doubles each percent sign.
                in_tmux = match["words"].rpartition(")")[0].replace("%%", "%")
                words = in_tmux if match["tmux"] else _REMARK.sub("", match["words"])
                found.append(Mention(page.name, words.strip()))
            elif not blocks and not inside:
                found += [Mention(page.name, words) for words in _INLINE.findall(line)]
    return list({mention.words: mention for mention in reversed(found)}.values())[::-1]


def named(mention: Mention) -> str:
    return f"{mention.page}: {mention.words}"


def _arguments(words: str) -> list[str]:
    """The words after `r2k`; optional parts and alternatives of a synopsis are left out."""
    plain = re.sub(r"\[[^\]]*\]|…", "", words)
    parts = shlex.split(plain)[1:]
    end = min((parts.index(word) for word in _ENDS if word in parts), default=len(parts))
    return [part for word in parts[:end] for part in ([word] if " " in word else word.split("|"))]


@cases("mention", [*mentions(blocks=True), *mentions(blocks=False)])
def test_a_command_that_is_named_exists_with_its_options(mention: Mention) -> None:
    command: Any = typer.main.get_command(app)
    known = {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
    for word in _arguments(mention.words):
        if word.startswith("-") and not word.lstrip("-").isdigit():
            assert word.partition("=")[0] in known | {"-h", "--help"}, word
        elif word in getattr(command, "commands", {}):
            command = command.commands[word]
            known |= {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
        elif command.name == "r2k" and known and not word.startswith("-"):
            continue  # the value of an option


def test_the_links_of_the_readme_lead_to_files() -> None:
    targets = _LINK.findall((ROOT / "README.md").read_text("utf-8"))
    assert targets and not [target for target in targets if not (ROOT / target).exists()]


def test_each_view_has_its_page_with_its_picture() -> None:
    from r2k_tui.ui.registry import VIEWS

    for view in VIEWS:
        text = (DOCS / "views" / f"{view.name}.md").read_text("utf-8")
        assert text.startswith(f"# {view.key} ") and f"(../pictures/{view.name}.svg)" in text


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) >= len(PAGES) - 1
    loaded = re.compile(r"(?:src|href)=\"https?://(?!www\.w3\.org)[^\"]*\.(?:js|css|woff2?)\"")
    assert not [page for page in pages if loaded.search(page.read_text("utf-8"))], "something comes from another host"


@pytest.fixture(autouse=True)
def _forked(forked: None) -> None:
    """The processes of all tests here."""


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A hub's broker, with an engine that publishes the simulated market."""
    with demo_hub(tmp_path_factory.mktemp("broker")) as server:
        yield server


def run_here() -> list[Mention]:
    """The commands of blocks, but those about a recording: tests/commands/test_record.py runs these."""
    return [one for one in mentions(blocks=True) if "--out" not in one.words and ".r2krec" not in one.words]


@pytest.mark.slow
@pytest.mark.parametrize("mention", run_here(), ids=named)
def test_a_command_of_a_block_runs(mention: Mention, broker: Broker, tmp_path: Path) -> None:
    words = _runnable(mention.words, broker, tmp_path)
    home = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    command = [sys.executable, "-m", "r2k_tui", *words]
    first = next((word for word in words if not word.startswith("-")), "")
    commands = getattr(typer.main.get_command(app), "commands", {})
    if first not in commands or first in _ENDLESS:
        _run_until_ready(command, home, monitor=first not in commands)
        return
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **home}, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    if "--json" in words:
        assert json.loads(done.stdout)["schema"] == "r2k/1"


def _runnable(words: str, broker: Broker, folder: Path) -> list[str]:
    """The words with the reader's own things filled in, and the market of the hub where no source is named."""
    given = [re.sub(r"nats://[\w.:]+", broker.url, word) for word in _arguments(words)]
    given = [word.replace("FOLDER", str(folder)).replace("DAY", "2026-03-27") for word in given]
    if first_of(given) == "line":
        return [*given, "--attach", broker.url]
    if given[:2] == ["portfolio", "import"]:
        export = folder / "positions.csv"
        export.write_text("symbol,shares,cost\nIWM,100,210.5\n")
        return [str(export) if word in ("FILE", "positions.csv") else word for word in given]
    own = ("--demo", "--source", "--attach")
    offline = first_of(given) in ("config", "init", "completion")
    if offline or any(word in own for word in given):
        return given
    return [*given, "--demo"] if first_of(given) in _ENDLESS else [*given, "--attach", broker.url]


def first_of(words: list[str]) -> str:
    """The name of the command; "" for the monitor."""
    return next((word for word in words if not word.startswith("-")), "")


def _run_until_ready(command: list[str], home: dict[str, str], *, monitor: bool) -> None:
    with Session(command, environment=home, folder=ROOT) as session:
        session.wait("its output", lambda: bool(session.raw), within=60.0)
        if monitor:
            session.wait_text("Dashboard", within=60.0) if "risk" not in command else session.wait_text("Risk")
            session.press("q")
        else:
            session.wait_quiet(within=60.0)
            session.send(b"\x03")
        assert session.wait_end(30.0) in (0, 130)
    assert b"Traceback" not in session.raw


_JSON = runpy.run_path(str(DOCS / "list_json.py"))


@pytest.mark.slow
@pytest.mark.parametrize("command", _JSON["_COMMANDS"])
def test_every_key_that_json_prints_is_in_the_reference(command: str) -> None:
    text = (DOCS / "reference" / "json.md").read_text("utf-8")
    listed = text.partition(f"\n## {command.split(' --')[0]}\n")[2].partition("\n## ")[0]
    keys = {line.split()[0] for line in listed.splitlines() if line and not line.startswith("```")}
    lines = _JSON["lines"](_JSON["structure"](_JSON["data_of"](command)))
    missing = [line.split()[0] for line in lines if line.split()[0] not in keys]
    assert not missing, "run python docs/list_json.py"
