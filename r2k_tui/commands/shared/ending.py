"""End of a command: its outcome as an exit status, and what went wrong as one line on stderr."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from r2k_tui.bootstrap.errors import HubUnavailable, UsageError
from r2k_tui.commands.shared import interrupts, streams
from r2k_tui.config.errors import ConfigError
from r2k_tui.instant.launch import restore

# Exit status of a command that Ctrl+C ended, as shells report it.
_INTERRUPTED = 130


def run(command: Callable[[], object]) -> None:
    """Run a command to its end. Exit status: 0 complete, 1 partial, 2 usage or settings, 3 no data, 4 defect."""
    try:
        streams.prepare()
        # Libraries' own filters of their warnings get lost when two threads change them at a time.
        logging.captureWarnings(True)
        interrupts.raise_again()
        command()
    except HubUnavailable as error:
        _end(3, f"r2k: {error}")
    except (ConfigError, UsageError) as error:
        _end(2, f"r2k: {error}")
    except streams.CannotWrite as error:
        streams.discard_stdout()
        _end(1, f"r2k: cannot write to stdout: {streams.reason(error)}")
    except KeyboardInterrupt:
        streams.discard_stdout()
        _end(_INTERRUPTED)
    except SystemExit as end:
        # The reader of the rest may have stopped reading: an interrupted command must not wait for it.
        if end.code == _INTERRUPTED:
            streams.discard_stdout()
        raise
    except Exception as error:
        report_defect(error)
        if os.environ.get("R2K_DEBUG"):
            raise
        sys.exit(4)
    finally:
        interrupts.end_at_once()
        streams.discard_unwritable_stderr()


def status_of(command: Callable[[], int]) -> int:
    """The exit status of a command: 0 where the reader of its output has left, 130 where Ctrl+C ended it."""
    try:
        status = command()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader closed the pipe: not an error. Discard the rest.
        streams.discard_stdout()
        return 0
    except KeyboardInterrupt:
        # Not the 1 of Typer, which is our status of a partial result.
        return _INTERRUPTED
    return status


def report_defect(error: Exception) -> None:
    """Print what a person can report of an exception that nobody expected."""
    restore()
    print(f"r2k: defect in R2K: {type(error).__name__}: {error}", file=sys.stderr)
    print("r2k: run it again with R2K_DEBUG=1 for a traceback", file=sys.stderr)


def _end(status: int, message: str = "") -> NoReturn:
    # On the screen of a stored picture nobody would read it.
    restore()
    if message:
        print(message, file=sys.stderr)
    sys.exit(status)
