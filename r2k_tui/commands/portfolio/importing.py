"""`r2k portfolio import FILE`: holdings of a broker's export into the settings file, shown as a diff first."""

from __future__ import annotations

import difflib
import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.portfolio.plan import ImportPlan, PlannedPortfolio, plan_import
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, number, print_problems, write
from r2k_tui.config.errors import ConfigError
from r2k_tui.config.load import load
from r2k_tui.config.paths import own_path, packaged_path
from r2k_tui.config.portfolio_edit import with_portfolio
from r2k_tui.config.sections.watchlist import ALL_PORTFOLIOS
from r2k_tui.config.write import write_whole
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.text import clean, plural
from r2k_tui.sources.brokers.export import BrokerExport, UnreadableExport
from r2k_tui.sources.brokers.parse import BROKERS, BrokerName, parse_export
from r2k_tui.sources.brokers.text import MOST_BYTES

_LONGEST_NAME = 24
_HARMLESS = "note"


class FileEdit(NamedTuple):
    """The settings file before and after."""

    path: Path
    before: str
    after: str

    @property
    def diff(self) -> str:
        """Unified diff of both."""
        lines = difflib.unified_diff(
            self.before.splitlines(), self.after.splitlines(), f"{self.path} (now)", f"{self.path} (then)", lineterm=""
        )
        return "\n".join(lines)


def run(options: Options, file: Path, broker: str, name: str, *, dry_run: bool) -> int:
    """Import a file. Returns the exit status: 1 where rows are left out, 3 where nothing of it is usable."""
    chosen = _broker(broker)
    title = _name(name)
    data = _read(file)
    path = own_path(options.config)
    # A file that is named and does not exist is created.
    config = load(path if path.exists() else packaged_path())
    facts = SourceFacts(config.source.name)
    try:
        export = parse_export(data, chosen)
    except UnreadableExport as error:
        problem = Problem(clean(file.name, 60), error.kind, str(error))
        if options.json:
            write(envelope("portfolio import", facts, None, None, (problem,)))
        print_problems((problem,))
        return 3
    plan = plan_import(export, config, title)
    edit = _edit(path, plan)
    # The diff is seen before anything is written.
    if not options.json:
        _print(export, plan, edit)
    backup = None if dry_run or edit.before == edit.after else _save(edit)
    if options.json:
        written = not dry_run and edit.before != edit.after
        write(envelope("portfolio import", facts, _data(export, plan, edit, written, backup), None, plan.problems))
    else:
        print(_outcome(edit, backup, dry_run=dry_run))
        print_problems(plan.problems)
    return 1 if any(problem.kind != _HARMLESS for problem in plan.problems) else 0


def _broker(text: str) -> BrokerName:
    found = next((name for name in BROKERS if name == text.casefold()), None)
    if found is None:
        raise UsageError(f"--broker {text}: expected one of {', '.join(BROKERS)}")
    return found


def _name(text: str) -> str:
    title = clean(text, 100)
    if text and (not title or len(title) > _LONGEST_NAME or title.casefold() == ALL_PORTFOLIOS):
        raise UsageError(f'--name {text}: expected a name of 1 to {_LONGEST_NAME} characters other than "all"')
    return title


def _read(file: Path) -> bytes:
    """Bytes of the file, one more than an export may have. Raises UsageError."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror or error}") from None


def _edit(path: Path, plan: ImportPlan) -> FileEdit:
    """The settings file with every planned portfolio, checked as settings. Raises UsageError."""
    try:
        before = path.read_bytes().decode("utf-8") if path.exists() else ""
        after = before
        for planned in plan.portfolios:
            after = with_portfolio(after, planned.portfolio, first=planned.first, cash=planned.cash)
        with tempfile.TemporaryDirectory() as folder:
            trial = Path(folder) / path.name
            trial.write_bytes(after.encode())
            load(trial)
    except (OSError, ValueError, ConfigError) as error:
        raise UsageError(f"{path} stays as it is: {_without_folder(error)}") from None
    return FileEdit(path, before, after)


def _without_folder(error: Exception) -> str:
    """What is wrong, without the name of the file that was tried out."""
    return str(error).partition(": ")[2] or str(error) if isinstance(error, ConfigError) else str(error)


def _save(edit: FileEdit) -> Path | None:
    """Write the file; returns the copy of the one before, None where there was none. Raises UsageError."""
    path, backup = edit.path.resolve(), None
    try:
        if path.exists():
            backup = path.with_name(f"{path.name}.{datetime.now():%Y-%m-%dT%H%M%S}.bak")
            shutil.copy2(path, backup)
        write_whole(path, edit.after)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from None
    return backup


def _print(export: BrokerExport, plan: ImportPlan, edit: FileEdit) -> None:
    for planned in plan.portfolios:
        one = planned.portfolio
        lots = plural(len(one.holdings), "holding")
        cash = f", cash {one.cash:,.2f}" if planned.cash else ""
        print(f"{one.name}: {lots} from {export.broker}{cash} ({_replaced(planned)})")
    if edit.diff:
        print(edit.diff)
    sys.stdout.flush()


def _replaced(planned: PlannedPortfolio) -> str:
    return "new" if planned.replaces is None else f"in place of {plural(planned.replaces, 'holding')}"


def _outcome(edit: FileEdit, backup: Path | None, *, dry_run: bool) -> str:
    if edit.before == edit.after:
        return f"{edit.path} has these holdings already"
    if dry_run:
        return f"nothing is written (--dry-run): {edit.path} stays as it is"
    return f"saved in {edit.path}" + (f"; the file before is {backup}" if backup is not None else "")


def _data(export: BrokerExport, plan: ImportPlan, edit: FileEdit, written: bool, backup: Path | None) -> dict[str, Any]:
    return {
        "broker": export.broker,
        "settings": str(edit.path),
        "written": written,
        "backup": None if backup is None else str(backup),
        "diff": edit.diff,
        "portfolios": [_portfolio(planned) for planned in plan.portfolios],
    }


def _portfolio(planned: PlannedPortfolio) -> dict[str, Any]:
    one = planned.portfolio
    return {
        "name": one.name,
        "account": one.account or None,
        "cash": one.cash if planned.cash else None,
        "replaces": planned.replaces,
        "holdings": [
            {
                "symbol": lot.symbol,
                "shares": number(lot.shares),
                "cost": number(lot.cost),
                "opened": None if lot.opened is None else lot.opened.isoformat(),
                "line": line,
            }
            for lot, line in zip(one.holdings, planned.lines, strict=True)
        ],
    }
