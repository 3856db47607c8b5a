"""`r2k init`: asks, writes the settings, and says what it wrote."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.init.answers import Answers, yes_from
from r2k_tui.commands.init.portfolios import GivenPortfolios, portfolios_from
from r2k_tui.commands.init.questions import Questions, ask_all
from r2k_tui.commands.init.settings_file import Settings, backup_of, new_text, on_desktop, plain, settings_of
from r2k_tui.commands.init.terminal import background, theme_for
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, print_problems, write
from r2k_tui.config.errors import ConfigError
from r2k_tui.config.load import load
from r2k_tui.config.paths import own_path, packaged_path
from r2k_tui.config.portfolio_edit import with_portfolio
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import NamedPortfolio
from r2k_tui.config.write import save_settings, write_whole
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.text import clean, plural

_HARMLESS = "note"


def run(options: Options, *, yes: bool) -> int:
    """Set R2K up; `yes` takes every default. Returns the exit status. Raises ConfigError, UsageError."""
    path = own_path(options.config)
    before = load(path if path.exists() else packaged_path())
    if path.exists() and yes:
        raise UsageError(f"{path} exists already; `r2k init` without --yes asks before it changes anything")
    _check_place(path)
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
    given = portfolios_from(answers, before)
    settings = settings_of(answers, given.first, before)
    kept = _write(path, settings, given.others)
    _report(options, path, kept, settings, answers, given)
    return 1 if any(problem.kind != _HARMLESS for problem in given.problems) else 0


def _check_place(path: Path) -> None:
    """Raise UsageError before anything is asked, where the answers could not be written."""
    there = next((place for place in (path, *path.parents) if place.exists()), Path())
    folder = path.resolve().parent if there == path else there
    if path.is_dir():
        raise UsageError(f"cannot write {path}: it is a folder")
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(f"cannot write {path}: {folder} is {'read-only' if folder.is_dir() else 'no folder'}")


def _may_change(questions: Questions, path: Path) -> bool:
    questions.say(f"{path} exists. What it says is the default of each question; a copy stays beside it.")
    return questions.ask("Change it, y or n", "n", yes_from, otherwise=False)


def _answers(questions: Questions, before: Config, *, fresh: bool, yes: bool) -> Answers:
    from r2k_tui.ui.theme import OWN, names

    suggested, why = theme_for(os.environ, None if yes else background())
    theme = suggested if fresh else before.display.theme
    held = before.portfolio
    default = Answers(before.watchlist.symbols, (), held.base, theme, on_desktop(before))
    if yes:
        return default
    questions.say("R2K set-up. Enter takes what is in brackets; Ctrl+C ends it, and nothing is written.")
    own = list(dict.fromkeys([*(one.name for one in OWN), "ansi-light"]))
    count = len(held.holdings) + sum(len(one.holdings) for one in before.portfolios)
    return ask_all(questions, default, count, why, own, names())


def _write(path: Path, settings: Settings, portfolios: Sequence[NamedPortfolio]) -> Path | None:
    """Write the file, tried out before; returns the copy of the one before. Raises UsageError."""
    exists = path.exists()
    if exists and not settings and not portfolios:
        return None
    try:
        with tempfile.TemporaryDirectory() as folder:
            trial = Path(folder) / path.name
            if exists:
                trial.write_bytes(path.read_bytes())
                save_settings(trial, settings)
                text = trial.read_bytes().decode("utf-8")
            else:
                text = new_text(settings)
            for portfolio in portfolios:
                text = with_portfolio(text, portfolio, first=False, cash=True)
            trial.write_bytes(text.encode())
            load(trial)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot write {path}: {getattr(error, 'strerror', None) or error}") from None
    except ConfigError as error:
        raise UsageError(f"{error.message}; nothing was written") from None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = backup_of(path) if exists else None
        write_whole(path.resolve(), text)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
    return kept


def _report(
    options: Options, path: Path, kept: Path | None, settings: Settings, answers: Answers, given: GivenPortfolios
) -> None:
    load(path)
    if options.json:
        write(envelope("init", SourceFacts(""), _data(path, kept, settings, answers, given), None, given.problems))
        return
    print(path)
    written = [f"[{table}] {key}" for table, key in settings]
    written += [f"the portfolio {clean(one.name)} with {plural(len(one.holdings), 'holding')}" for one in given.others]
    changed = ", ".join(written) or "nothing differs from the defaults"
    print(f"Written: {changed}." + (f" Before: {kept}." if kept else ""), file=sys.stderr)
    # What the files hold beside was said below the question.
    said = {row.problem for export in answers.exports for row in export.left_out}
    print_problems(problem for problem in given.problems if problem not in said)
    print("Next: r2k, or r2k --demo; `r2k config path --edit` opens the file.", file=sys.stderr)


def _data(
    path: Path, kept: Path | None, settings: Settings, answers: Answers, given: GivenPortfolios
) -> Mapping[str, object]:
    written: dict[str, object] = {}
    for (table, key), value in settings.items():
        told = written.setdefault(table, {})
        assert isinstance(told, dict)
        told[key] = value
    if given.others:
        written["portfolios"] = [
            {"name": one.name, "account": one.account, "cash": one.cash, "holdings": plain(one.holdings)}
            for one in given.others
        ]
    said = {key: value for key, value in answers._asdict().items() if key != "exports"}
    return {
        "path": str(path),
        "backup": str(kept) if kept else None,
        "written": msgspec.to_builtins(written),
        "answers": {**said, "holdings": msgspec.to_builtins(answers.holdings)},
    }
