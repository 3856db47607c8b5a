"""The wire format stays: a terminal and an engine of two versions meet on one hub."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import msgspec

from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request

# One line per struct that a message may hold: "tag: fields", or "Class [array]: fields" of one without a tag.
FORMAT = Path(__file__).with_name("wire_format.txt")


def described(struct: type[msgspec.Struct]) -> str:
    """The names and the order of a struct as they are on the wire."""
    config = struct.__struct_config__
    name = f"{struct.__name__}{' [array]' if config.array_like else ''}" if config.tag is None else str(config.tag)
    return f"{name}: {' '.join(struct.__struct_encode_fields__)}"


def structs_of(kinds: tuple[type, ...]) -> set[type[msgspec.Struct]]:
    """`kinds` and every struct that their fields can hold."""
    found: set[type[msgspec.Struct]] = set()

    def visit(info: object) -> None:
        if isinstance(info, msgspec.inspect.StructType):
            if info.cls in found:
                return
            found.add(info.cls)
            for field in info.fields:
                visit(field.type)
        elif isinstance(info, msgspec.inspect.UnionType):
            for kind in info.types:
                visit(kind)
        else:
            for name in ("item_type", "key_type", "value_type"):
                visit(getattr(info, name)) if hasattr(info, name) else None
            for kind in getattr(info, "item_types", ()):
                visit(kind)

    for info in msgspec.inspect.multi_type_info(kinds):
        visit(info)
    return found


def test_tags_and_fields_are_those_of_the_fixed_list() -> None:
    now = sorted(map(described, structs_of((*get_args(Request), *get_args(Reply), Frame, Snapshot))))
    assert now == FORMAT.read_text(encoding="utf-8").splitlines()


def test_no_two_messages_of_one_direction_share_a_tag() -> None:
    for kinds in (get_args(Request), get_args(Reply)):
        tags = [kind.__struct_config__.tag for kind in kinds]
        assert len(tags) == len(set(tags))
