"""The process writes one table and ends; also where whoever asked has gone."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import msgspec

from r2k_tui.sources.session_tables.compute import compute
from r2k_tui.sources.session_tables.table import SessionTable

_COMMAND = (sys.executable, "-m", "r2k_tui.sources.session_tables.process")
_ASKED = ("XNYS", "2024-01-01", "2024-12-31")


def test_it_writes_the_table_and_ends() -> None:
    stdin, kept_open = os.pipe()
    ended = subprocess.run([*_COMMAND, *_ASKED], stdin=stdin, stdout=subprocess.PIPE, check=True)
    os.close(stdin)
    os.close(kept_open)
    table = msgspec.msgpack.decode(ended.stdout, type=SessionTable)
    assert table == compute("XNYS", date(2024, 1, 1), date(2024, 12, 31))


def test_it_ends_without_a_table_once_nobody_waits_for_it() -> None:
    ended = subprocess.run([*_COMMAND, *_ASKED], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    assert (ended.returncode, ended.stdout) == (1, b"")
