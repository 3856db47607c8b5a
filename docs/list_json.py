"""Writes docs/reference/json.md from what each command prints for the simulated market: `python docs/list_json.py`.

The page names keys and types, never values, so that it changes only when the contract does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
PAGE = DOCS / "reference" / "json.md"
_COMMANDS = (
    "snapshot ^RUT IWM",
    "readings IWM --keys rv21,sma50",
    "study followthrough",
    "study states",
    "study risk",
    "study policy",
    "thesis",
    "allocate",
    "backtest",
    "simulate",
    "factors",
    "rules",
    "brief --format json",
    "universe",
    "universe calendar",
    "universe earnings",
    "universe ranks",
    "universe halts",
    "universe short",
    "universe insiders",
    "alerts list",
    "alerts log",
    "history IWM --range 5D",
    "doctor",
)
_HEAD = """# JSON

Every command with `--json` prints one object. `schema` is `r2k/1`: within it keys are added, never renamed or removed.
A missing value is `null`, with a problem that says why; never 0, never NaN. Times are ISO 8601 with offset, days
`YYYY-MM-DD`, months `YYYY-MM`, fractions are fractions: 0.0231 is 2.31 %.

```
schema        text   "r2k/1"
command       text   the command
generated_at  time
source        text   the source of the numbers
simulated     true where the market is the simulated one
as_of         day of --as-of, else null
data          see below
problems      [{symbol, kind, message}]: what is missing, and why
```

The tables below are `data` of each command. `NAME` stands for keys that are data themselves, such as symbols; `[]` for
each element of a list. What was `null` when the page was made has another type where it is known.
"""
_MANY = 3
# Objects whose keys are names of the user or of a table, although their values differ in what they have.
_NAMED = ("portfolios",)


def structure(value: Any) -> Any:
    """The keys and types of a value: a dict, a list of one structure, or the name of a type."""
    if isinstance(value, dict):
        inner = {key: _named(item) if key in _NAMED else structure(item) for key, item in value.items()}
        if _names_data(inner):
            return {"NAME": _merged(list(inner.values()))}
        return inner
    if isinstance(value, list):
        return [_merged([structure(item) for item in value])] if value else []
    if value is None:
        return "?"
    return "bool" if isinstance(value, bool) else "number" if isinstance(value, int | float) else "text"


def _named(value: Any) -> Any:
    """The structure of an object of `_NAMED`: that of any of its values."""
    found = {key: structure(item) for key, item in value.items()} if isinstance(value, dict) else {}
    known = [item for item in found.values() if item != "?"]
    return {"NAME": _merged(known)} if known else structure(value)


def _names_data(inner: dict[str, Any]) -> bool:
    """Whether the keys of an object are data: many keys with one structure, or keys that are no names of fields."""
    if any(not key.replace("_", "a").isalnum() or key != key.lower() for key in inner):
        return True
    kinds = {json.dumps(_without_null(item), sort_keys=True) for item in inner.values() if isinstance(item, dict)}
    return len(inner) >= _MANY and len(kinds) == 1 and all(isinstance(item, dict) for item in inner.values())


def _without_null(item: Any) -> Any:
    return sorted(item) if isinstance(item, dict) else item


def _merged(items: list[Any]) -> Any:
    """One structure that covers all of them."""
    merged: Any = None
    for item in items:
        merged = item if merged is None else _both(merged, item)
    return merged


def _both(one: Any, other: Any) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        both = {**other, **one}
        return {key: _both(one[key], other[key]) if key in one and key in other else item for key, item in both.items()}
    if isinstance(one, list) and isinstance(other, list):
        return [_both(one[0], other[0])] if one and other else one or other
    return _either(one, other)


def _either(one: Any, other: Any) -> Any:
    """A type that may be one of several, or missing."""
    texts = [item for item in (one, other) if isinstance(item, str)]
    rest = [item for item in (one, other) if not isinstance(item, str)]
    if rest:
        return rest[0]
    kinds = {kind for text in texts for kind in text.removesuffix("?").split(" or ") if kind}
    return " or ".join(sorted(kinds)) + ("?" if any(text.endswith("?") for text in texts) else "")


def lines(found: Any, path: str = "") -> list[str]:
    """One line for each key, with its path from `data` and its type."""
    if isinstance(found, dict):
        return [line for key, item in found.items() for line in lines(item, f"{path}.{key}".lstrip("."))]
    if isinstance(found, list):
        return lines(found[0], f"{path}[]") if found else [f"{path}[]"]
    return [f"{path:<50} {found.replace('?', ' or null') if found != '?' else 'null'}"]


def data_of(command: str) -> Any:
    """The `data` that a command prints for the simulated market."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603  (the commands of this file)
            [sys.executable, "-m", "r2k_tui", *command.split(), "--demo", "--json", "--store", f"{folder}/s.sqlite3"],
            capture_output=True,
            text=True,
            cwd=DOCS.parent,
            check=False,
        )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{command}: {done.stderr}")
    return json.loads(done.stdout)["data"]


def section(command: str) -> str:
    """The section of one command."""
    return f"\n## {command.split(' --')[0]}\n\n```\n" + "\n".join(lines(structure(data_of(command)))) + "\n```\n"


def page() -> str:
    """The whole page."""
    return _HEAD + "".join(section(command) for command in _COMMANDS)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
