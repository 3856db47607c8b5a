"""One table of actions."""

from __future__ import annotations

from r2k_tui.ui.actions.table import ACTIONS, Task, footer_entries, help_entry, help_groups, shown_key


def test_help_footer_and_bindings_come_from_one_table() -> None:
    shown = {key for keys, _ in map(help_entry, ACTIONS) for key in keys.split(" ")}
    assert shown == {shown_key(key) for action in ACTIONS for key in action.keys}
    words = {word for _, word in footer_entries(ACTIONS, lambda _: True)}
    assert words == {"views", *(action.footer for action in ACTIONS if action.footer)}
    assert len({key for action in ACTIONS for key in action.keys}) == sum(len(action.keys) for action in ACTIONS)


def test_the_help_has_every_action_once_and_those_of_the_view_first() -> None:
    groups = help_groups("risk", ACTIONS, lambda panel: panel in ("move", "range"))
    listed = [entry for _, entries in groups for entry in entries]
    assert sorted(listed) == sorted(map(help_entry, ACTIONS))
    title, first = groups[0]
    assert title == "In this view: Risk"
    assert {name for _, name in first} == {a.title for a in ACTIONS if a.panel in ("move", "range")}
    tasks = [task.value for task in Task]
    assert [title for title, _ in groups[1:]] == [task for task in tasks if task in dict(groups)]
