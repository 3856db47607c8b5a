"""Answer to a shell that completes a command line. It loads nothing of R2K but this folder: it must be quick.

Each line is a word, and behind a tab what it does. `@file` lets the shell complete files, `@joined` says that more may
follow after a comma. Whatever is wrong, there is no word and no message: a shell would put it into the user's line.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

# Without pathlib, which takes as long to load as all the rest.
_WORDS = os.path.join(os.path.dirname(__file__), "words.json")  # noqa: PTH118, PTH120
_LINE_FIRST = "bash"
# Of `r2k notes SYMBOL`.
_NOTE_VERBS = ("add", "edit", "remove")
Rows = list[tuple[str, str]]


def answer(arguments: list[str]) -> None:
    """Print the completions: for bash of a line up to the cursor, for others of words, the last one being typed."""
    try:
        shell, words = arguments[0], arguments[1:]
        if shell == _LINE_FIRST:
            words = split_line(words[0])[1:]
        lines = completions(words)
        if shell == _LINE_FIRST:
            lines = _behind_breaks(lines, words[-1])
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()
    except Exception:  # noqa: S110
        pass


def split_line(line: str) -> list[str]:
    """Words of a line, the last one being typed; quotes group, a backslash keeps the next character."""
    words: list[str] = []
    word, quote, kept = "", "", False
    for character in line:
        if kept:
            word, kept = word + character, False
        elif character == "\\" and quote != "'":
            kept = True
        elif quote:
            quote, word = ("", word) if character == quote else (quote, word + character)
        elif character in "'\"":
            quote = character
        elif character.isspace():
            words, word = ([*words, word] if word else words), ""
        else:
            word += character
    return [*words, word]


def completions(words: list[str]) -> list[str]:
    """Lines for the last of `words`, those after the name of the program."""
    with open(_WORDS, encoding="utf-8") as file:  # noqa: PTH123
        table: dict[str, Any] = json.load(file)
    places: list[str] = []
    pending: dict[str, Any] | None = None
    path, config = "r2k", ""
    for word in words[:-1]:
        row = table[path]
        if pending is not None:
            config = word if "--config" in pending["names"] else config
            pending = None
        elif word.startswith("-"):
            option = _option(row, word.partition("=")[0])
            config = word.partition("=")[2] if word.startswith("--config=") else config
            pending = option if option and _takes(option) and "=" not in word else None
        elif word in row["commands"]:
            path, places = f"{path} {word}", []
        else:
            places.append(word)
    return _of(table[path], places, pending, words[-1], config)


def _of(row: dict[str, Any], places: list[str], pending: dict[str, Any] | None, typed: str, config: str) -> list[str]:
    if pending is not None:
        return _values(pending, places, typed, config)
    if typed.startswith("--") and "=" in typed:
        name, _, value = typed.partition("=")
        option = _option(row, name)
        found = _values(option, places, value, config) if option and _takes(option) else []
        return [line if line.startswith("@") else f"{name}={line}" for line in found]
    if typed.startswith("-"):
        return _matching([(name, one["help"]) for one in row["options"] for name in one["names"]], typed)
    arguments = row["arguments"]
    found = _matching(list(row["commands"].items()), typed) if not places else []
    if arguments:
        place = min(len(places), len(arguments) - 1)
        if len(places) < len(arguments) or arguments[place]["many"]:
            found += _values(arguments[place], places, typed, config)
    return found


def _option(row: dict[str, Any], name: str) -> dict[str, Any] | None:
    return next((one for one in row["options"] if name in one["names"]), None)


def _takes(option: dict[str, Any]) -> bool:
    return bool(option["values"] or option["kind"])


def _values(row: dict[str, Any], places: list[str], typed: str, config: str) -> list[str]:
    """Lines for the value of an option or an argument."""
    kind = row["kind"]
    if kind == "universe":
        kind = {"import": "file", "screen": "screen"}.get(places[0] if places else "", "free")
    if kind == "note":
        if places:
            return _matching([(verb, "") for verb in _NOTE_VERBS], typed) if places[-1] not in _NOTE_VERBS else []
        kind = "symbol"
    if kind == "file":
        return ["@file"]
    rows: Rows = [(value, "") for value in row["values"]]
    if kind and kind != "free":
        from r2k_tui.commands.shell.own_words import own_words

        rows += [(word, "") for word in own_words(kind, config)]
    if not row.get("joined"):
        return _matching(rows, typed)
    before, comma, last = typed.rpartition(",")
    used = before.split(",")
    lines = _matching(
        [(f"{before}{comma}{word}", does) for word, does in rows if word not in used], before + comma + last
    )
    return [*lines, "@joined"] if lines else []


def _matching(rows: Rows, typed: str) -> list[str]:
    wanted = typed.casefold()
    return [f"{word}\t{does}" if does else word for word, does in rows if word.casefold().startswith(wanted)]


def _behind_breaks(lines: list[str], typed: str) -> list[str]:
    """Words without what bash counts as another word: it splits at `=` and `:`."""
    cut = max(typed.rfind("="), typed.rfind(":")) + 1
    return [line if line.startswith("@") else line[cut:] for line in lines]
