"""`r2k init`: asks, writes the settings, and says what it wrote."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.init.answers import Answers, yes_from
from r2k_tui.commands.init.questions import Questions, ask_all
from r2k_tui.commands.init.settings_file import Settings, backup_of, new_text, on_desktop, settings_of
from r2k_tui.commands.init.terminal import background, theme_for
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, write
from r2k_tui.config.load import load
from r2k_tui.config.paths import own_path, packaged_path
from r2k_tui.config.schema import Config
from r2k_tui.config.write import save_settings, write_whole
from r2k_tui.model.market.source import SourceFacts


def run(options: Options, *, yes: bool) -> int:
    """Set R2K up; `yes` takes every default. Returns the exit status. Raises ConfigError, UsageError."""
    path = own_path(options.config)
    before = load(path if path.exists() else packaged_path())
    if path.exists() and yes:
        raise UsageError(f"{path} exists already; `r2k init` without --yes asks before it changes anything")
    questions = Questions(sys.stdin, sys.stderr)
    try:
        if path.exists() and not _may_change(questions, path):
            questions.say("Nothing was changed.")
            return 0
        answers = _answers(questions, before, fresh=not path.exists(), yes=yes)
    except ValueError as error:
        raise UsageError(f"{error}; nothing was written") from None
    except KeyboardInterrupt:
        questions.say("\nNothing was written.")
        raise
    settings = settings_of(answers, before)
    kept = _write(path, settings)
    _report(options, path, kept, settings, answers)
    return 0


def _may_change(questions: Questions, path: Path) -> bool:
    questions.say(f"{path} exists. What it says is the default of each question; a copy stays beside it.")
    return questions.ask("Change it, y or n", "n", yes_from, otherwise=False)


def _answers(questions: Questions, before: Config, *, fresh: bool, yes: bool) -> Answers:
    from r2k_tui.ui.theme import OWN, names

    suggested, why = theme_for(os.environ, None if yes else background())
    theme = suggested if fresh else before.display.theme
    held = before.portfolio
    default = Answers(before.watchlist.symbols, held.holdings, held.base, theme, on_desktop(before))
    if yes:
        return default
    questions.say("R2K set-up. Enter takes what is in brackets; Ctrl+C ends it, and nothing is written.")
    own = list(dict.fromkeys([*(one.name for one in OWN), "ansi-light"]))
    return ask_all(questions, default, why, own, names())


def _write(path: Path, settings: Settings) -> Path | None:
    """Write the file; returns the copy of the one before. Raises UsageError."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, new_text(settings))
            return None
        if not settings:
            return None
        kept = backup_of(path)
        save_settings(path, settings)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from None
    return kept


def _report(options: Options, path: Path, kept: Path | None, settings: Settings, answers: Answers) -> None:
    load(path)
    if options.json:
        tables: dict[str, dict[str, object]] = {}
        for (table, key), value in settings.items():
            tables.setdefault(table, {})[key] = value
        data: Mapping[str, object] = {
            "path": str(path),
            "backup": str(kept) if kept else None,
            "written": tables,
            "answers": {**answers._asdict(), "holdings": msgspec.to_builtins(answers.holdings)},
        }
        write(envelope("init", SourceFacts(""), data, None, ()))
        return
    print(path)
    changed = ", ".join(f"[{table}] {key}" for table, key in settings) or "nothing differs from the defaults"
    print(f"Written: {changed}." + (f" Before: {kept}." if kept else ""), file=sys.stderr)
    print("Next: r2k, or r2k --demo; `r2k config path --edit` opens the file.", file=sys.stderr)
