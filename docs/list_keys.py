"""Writes the key table of README.md from the table of actions: `python docs/list_keys.py`."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.ui.actions.table import ACTIONS, Action, Task, shown_key

README = Path(__file__).parent.parent / "README.md"
_BEGIN, _END = "<!-- keys: made by docs/list_keys.py -->\n", "<!-- end of keys -->\n"


def with_table(text: str) -> str:
    """The README with the table as it is now."""
    before, rest = text.split(_BEGIN)
    _, after = rest.split(_END)
    return f"{before}{_BEGIN}{table()}{_END}{after}"


def table() -> str:
    """Keys, what they do, and the name that `[keys]` knows them by; grouped by task, as the help is."""
    rows = []
    for task in Task:
        rows += [f"| **{task.value}** | | |\n", *(_row(action) for action in ACTIONS if action.task is task)]
    return "| keys | what they do | name in `[keys]` |\n| --- | --- | --- |\n" + "".join(rows)


def _row(action: Action) -> str:
    return f"| {' '.join(f'`{shown_key(key)}`' for key in action.keys)} | {action.title} | `{action.id}` |\n"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text("utf-8")), "utf-8")
