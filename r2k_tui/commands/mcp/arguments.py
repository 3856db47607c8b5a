"""Arguments of the tools: structs that check them, and that their JSON schemas are made from."""

from __future__ import annotations

import difflib
import re
from enum import Enum
from typing import Annotated, Any

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.report import CommandReport
from r2k_tui.engine.readings.members.registry import MEMBER_KEYS
from r2k_tui.engine.readings.registry import KEYS
from r2k_tui.model.text import clean

# A symbol or a ratio of two; the tools say what is wrong with a ratio.
_SYMBOL = r"^[^\s\x00-\x1f\x7f-\x9f\\]{1,32}$"
SymbolText = Annotated[str, msgspec.Meta(pattern=_SYMBOL)]
SymbolArgument = Annotated[
    SymbolText, msgspec.Meta(description="Symbol as Yahoo spells it, such as ^RUT, or a ratio: IWM/SPY.")
]
MonthArgument = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", description="Month, YYYY-MM.")]
SymbolsArgument = Annotated[
    tuple[SymbolText, ...],
    msgspec.Meta(max_length=50, description="Symbols as Yahoo spells them, such as ^RUT or IWM."),
]
_ALL_KEYS = tuple(dict.fromkeys((*KEYS, *MEMBER_KEYS)))
ReadingKey = Enum("ReadingKey", [(key, key) for key in _ALL_KEYS], type=str)  # type: ignore[misc]


class ToolArguments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """None."""


class SnapshotArguments(ToolArguments, frozen=True):
    """Of the tool `snapshot`."""

    symbols: Annotated[SymbolsArgument, msgspec.Meta(description="The watchlist if omitted.")] = ()


class ReadingsArguments(ToolArguments, frozen=True):
    """Of the tool `readings`."""

    symbols: Annotated[
        SymbolsArgument, msgspec.Meta(description="The index if omitted. A ratio, such as IWM/SPY, is one too.")
    ] = ()
    keys: Annotated[
        tuple[ReadingKey, ...], msgspec.Meta(description="Readings to return; all of them, which is long, if omitted.")
    ] = ()


class SymbolArguments(ToolArguments, frozen=True):
    """Of the studies of one symbol."""

    symbol: (
        Annotated[
            SymbolArgument, msgspec.Meta(description="The index if omitted. A ratio, such as IWM/SPY, is one too.")
        ]
        | None
    ) = None


class FollowThroughArguments(SymbolArguments, frozen=True):
    """Of the tool `study_followthrough`."""

    threshold: Annotated[
        float, msgspec.Meta(gt=-1, lt=10, description="Minimum monthly return, as a fraction: 0.10 is 10 %.")
    ] = 0.10
    start: MonthArgument | None = None
    end: MonthArgument | None = None


class BriefArguments(ToolArguments, frozen=True):
    """Of the tool `brief`."""

    since: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^(open|close|[0-9]{4}-[0-9]{2}-[0-9]{2})$",
            description="What counts as new: since the `open`, the `close` before, or a day YYYY-MM-DD.",
        ),
    ] = "close"


class ScreenArguments(ToolArguments, frozen=True):
    """Of the tool `screen`."""

    expression: Annotated[
        str, msgspec.Meta(min_length=1, max_length=1000, description="Such as `cap < 500e6 and ret_1d > 0.05`.")
    ]


def schema_of(type_: type[msgspec.Struct]) -> dict[str, Any]:
    """JSON schema of a struct, as an object."""
    _, parts = msgspec.json.schema_components((type_,), ref_template="#/$defs/{name}")
    own = dict(parts.pop(type_.__name__))
    own.pop("title", None), own.pop("description", None)
    return {**own, **({"$defs": parts} if parts else {})}


REPORT_SCHEMA = schema_of(CommandReport)


def checked(values: dict[str, Any], type_: type[ToolArguments]) -> ToolArguments:
    """ToolArguments as they arrived. Raises UsageError, which names the wrong one."""
    try:
        return msgspec.convert(values, type_)
    except msgspec.ValidationError as error:
        known = ", ".join(type_.__struct_fields__) or "none"
        raise UsageError(f"{clean(str(error))}{_nearest(str(error))}; arguments of this tool: {known}") from None


def _nearest(message: str) -> str:
    """The reading that a wrong key may stand for."""
    wrong = re.match(r"Invalid enum value '(.*)'", message)
    near = difflib.get_close_matches(wrong[1], _ALL_KEYS, 1, 0.3) if wrong else []
    return f"; did you mean {near[0]}?" if near else ""
