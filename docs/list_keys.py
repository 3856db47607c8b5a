"""Writes docs/reference/keys.md from the table of actions: `python docs/list_keys.py`."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.ui.actions.table import ACTIONS, Task, shown_key

PAGE = Path(__file__).parent / "reference" / "keys.md"
_HEAD = """# Keys

Every action has a key and is in the command palette (`Ctrl+P`). `[keys]` in your settings assigns other keys by the
name in the last column; help (`?`), footer and palette show the current keys. A key that does nothing where you are
says what it would do, and where.
"""
_TABLE = "| keys | what they do | name in `[keys]` |\n| --- | --- | --- |\n"


def page() -> str:
    """The whole page: one table for each task."""
    return _HEAD + "".join(f"\n## {task.value}\n\n{_TABLE}{_rows(task)}" for task in Task)


def _rows(task: Task) -> str:
    return "".join(
        f"| {' '.join(f'`{shown_key(key)}`' for key in action.keys)} | {action.title} | `{action.id}` |\n"
        for action in ACTIONS
        if action.task is task
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
