"""`r2k doctor`: checks what works on this machine, and says how to fix the rest."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import socket
import sys
import time
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from r2k_tui import __version__
from r2k_tui.commands.doctor.clock import MOST_S, ahead_of, in_words
from r2k_tui.commands.doctor.store import store_fault, version_of
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, write
from r2k_tui.commands.shared.streams import ascii_only, is_unicode
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.tick import price_words
from r2k_tui.sources.yahoo.stream import ADDRESS as STREAM

_PACKAGES = ("textual", "msgspec", "numpy", "pandas", "yfinance", "exchange_calendars", "websockets")
# The package that shows whether an extra is installed, and what the extra is for.
_EXTRAS = {
    "lab": ("cvxpy", "optimized portfolios"),
    "hub": ("nats-py", "one engine for many terminals"),
    "notify": ("apprise", "alerts to a phone"),
    "web": ("textual-serve", "the monitor in a browser"),
}
_YAHOO = "https://query1.finance.yahoo.com"
_DEADLINE_S = 3.0


class CheckResult(NamedTuple):
    """The result of one check. `ok` is None for mere information."""

    name: str
    ok: bool | None
    text: str


def run(options: Options) -> int:
    """Run every check and print it. Returns 1 if one fails, else 0."""
    setup = options.setup()
    results = [check(setup) for check in _CHECKS]
    if options.json:
        data = {f.name: {"ok": f.ok, "text": f.text} for f in results}
        problems = [Problem("", f.name, f.text) for f in results if f.ok is False]
        write(envelope("doctor", setup.facts, data, None, problems))
    else:
        for result in results:
            mark = {True: "ok", False: "BROKEN", None: "-"}[result.ok]
            print(f"{result.name:<10} {mark:<7} {result.text}")
    return 1 if any(result.ok is False for result in results) else 0


def _versions(_: EngineSetup) -> CheckResult:
    words, missing = [f"r2k {__version__}", f"Python {platform.python_version()}"], []
    for package in _PACKAGES:
        try:
            words.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            missing.append(package)
    text = ", ".join(words) + (f"; missing: {', '.join(missing)}" if missing else "")
    return CheckResult("versions", not missing, text)


def _extras(_: EngineSetup) -> CheckResult:
    words = []
    for extra, (package, purpose) in _EXTRAS.items():
        try:
            words.append(f"{extra} ({package} {version(package)})")
        except PackageNotFoundError:
            words.append(f'{extra} is missing, for {purpose}: pip install "r2k-tui[{extra}]"')
    return CheckResult("extras", None, "; ".join(words))


def _terminal(_: EngineSetup) -> CheckResult:
    size = shutil.get_terminal_size()
    kind = os.environ.get("TERM", "")
    if not sys.stdout.isatty():
        return CheckResult("terminal", None, f"stdout is not a terminal; TERM={kind or 'unset'}")
    small = size.columns < 80 or size.lines < 24
    text = f"TERM={kind or 'unset'}, {size.columns}x{size.lines}" + ("; 80x24 shows all four panels" if small else "")
    return CheckResult("terminal", bool(kind) and kind != "dumb", text)


def _locale(_: EngineSetup) -> CheckResult:
    encoding = locale.getpreferredencoding(False)
    if encoding.lower().replace("-", "") != "utf8":
        return CheckResult("locale", False, f"{encoding}: set a UTF-8 locale, or use --ascii")
    if not ascii_only():
        return CheckResult("locale", True, encoding)
    why = sys.stdout.encoding if not is_unicode(sys.stdout) else f"LC_ALL={os.environ['LC_ALL']}"
    return CheckResult("locale", None, f"{why}: the monitor draws with ASCII only (--ascii); a UTF-8 locale shows more")


def _colors(_: EngineSetup) -> CheckResult:
    if os.environ.get("NO_COLOR"):
        return CheckResult("colors", None, "NO_COLOR is set: signs and glyphs only")
    depth = os.environ.get("COLORTERM", "")
    many = depth in ("truecolor", "24bit")
    return CheckResult("colors", None, "16.7 million" if many else f"256 or fewer (COLORTERM={depth or 'unset'})")


def _network(setup: EngineSetup) -> CheckResult:
    if setup.source.name != "yahoo":
        return CheckResult("network", None, f"the {setup.source.name} source needs no network")
    yahoo = setup.config.yahoo
    if yahoo.proxy:
        # Behind a proxy, nothing else need be within reach.
        answers, words = _reached(urlsplit(yahoo.proxy))
        return CheckResult("network", answers, f"proxy {words}")
    addresses = [yahoo.endpoint or _YAHOO, *([yahoo.stream_endpoint or STREAM] if yahoo.stream else [])]
    reached = [_reached(urlsplit(address)) for address in addresses]
    return CheckResult("network", all(ok for ok, _ in reached), "; ".join(words for _, words in reached))


def _reached(address: SplitResult) -> tuple[bool, str]:
    port = address.port or (443 if address.scheme in ("https", "wss") else 80)
    try:
        with socket.create_connection((address.hostname or "", port), _DEADLINE_S):
            return True, f"{address.hostname} answers"
    except OSError as error:
        return False, f"{address.hostname} cannot be reached: {error}"


def _hub(setup: EngineSetup) -> CheckResult:
    """The check of the hub's engine, in place of a local source."""
    from r2k_tui.bootstrap.errors import HubUnavailable
    from r2k_tui.commands.shared.one_shot import run_once
    from r2k_tui.commands.snapshot import current

    try:
        snapshot = run_once(setup, current)
    except HubUnavailable as error:
        return CheckResult("source", False, str(error))
    return CheckResult("source", True, f"the engine of the hub answers, with the {snapshot.facts.name} source")


def _source(setup: EngineSetup) -> CheckResult:
    from r2k_tui.commands.shared.one_shot import fetch_price

    if setup.attach:
        return _hub(setup)

    symbol = setup.config.market.index
    try:
        price = fetch_price(setup, symbol, deadline_s=20.0)
    except TimeoutError:
        return CheckResult("source", False, f"{setup.source.name} did not answer within 20 s")
    except Exception as error:
        return CheckResult("source", False, f"{setup.source.name}: {error}")
    return CheckResult("source", True, f"{setup.source.name} gives {symbol} {price_words(price)}")


def _store(setup: EngineSetup) -> CheckResult:
    if not setup.store:
        return CheckResult("store", None, "this source keeps no store")
    path = Path(setup.store)
    if wrong := store_fault(path):
        return CheckResult("store", False, wrong)
    if not path.exists():
        return CheckResult("store", True, f"{path} will be created")
    return CheckResult("store", True, f"{path}, schema version {version_of(path)}, {path.stat().st_size / 1e6:.1f} MB")


def _clock(setup: EngineSetup) -> CheckResult:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("America/New_York")
    except ZoneInfoNotFoundError:
        return CheckResult("clock", False, "no time zone data: install the tzdata package")
    year = time.gmtime().tm_year
    ahead = ahead_of(setup.config.yahoo.endpoint or _YAHOO) if setup.source.name == "yahoo" else None
    if ahead is not None and abs(ahead) > MOST_S:
        return CheckResult("clock", False, in_words(ahead))
    return CheckResult("clock", year >= 2025, time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()))


_CHECKS: tuple[Callable[[EngineSetup], CheckResult], ...] = (
    _versions,
    _extras,
    _terminal,
    _locale,
    _colors,
    _clock,
    _store,
    _network,
    _source,
)
