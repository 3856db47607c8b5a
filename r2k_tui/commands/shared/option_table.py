"""The options of every command and those of the monitor: one row each, read by the command line and by the quick parse.

It imports nothing: what reads it first runs before anything is on the screen.
"""

from __future__ import annotations

# What an option takes: nothing, or a value of a type.
FLAG, TEXT, FILE, NUMBER = "flag", "text", "file", "number"


class CommandOption:
    """One option: the parameter it sets, the flags that name it, what it takes, and what it is without being given."""

    __slots__ = ("default", "flags", "help", "kind", "name")

    def __init__(self, name: str, kind: str, *flags: str, help: str, default: str | bool | None = None) -> None:
        self.name, self.kind, self.flags, self.help, self.default = name, kind, flags, help, default


# What every command takes; without a default, so that what stands after the name of a command can win over what
# stands before it.
COMMON = (
    CommandOption("config", FILE, "--config", help="Settings file."),
    CommandOption("source", TEXT, "--source", help="yahoo | csv | demo | replay | NAME"),
    CommandOption("demo", FLAG, "--demo", help="Simulated market; same as --source demo."),
    CommandOption("data", FILE, "--data", help="Folder of csv or replay data, or a recording."),
    CommandOption("store", FILE, "--store", help="Store file."),
    CommandOption("as_of", TEXT, "--as-of", help="Use only data known at the close of this day."),
    CommandOption("date", TEXT, "--date", help="Day to replay; the newest if omitted."),
    CommandOption("speed", NUMBER, "--speed", help="Replay speed, as a multiple of real time."),
    CommandOption("attach", TEXT, "--attach", help="Use the engine of the hub at this URL."),
    CommandOption("json", FLAG, "--json", help="Print one JSON object."),
    CommandOption("log", FILE, "--log", help="Write a log to this file."),
    CommandOption("verbose", FLAG, "-v", "--verbose", help="Log debug messages."),
)

# What the monitor alone takes.
MONITOR = (
    CommandOption("view", TEXT, "--view", help="First view.", default="dashboard"),
    CommandOption("symbols", TEXT, "--symbols", help="Watchlist of this run: A,B,C.", default=""),
    CommandOption("ascii_only", FLAG, "--ascii", help="Draw with ASCII only.", default=False),
    CommandOption("no_mouse", FLAG, "--no-mouse", help="Leave the mouse to the terminal.", default=False),
    CommandOption("low_bandwidth", FLAG, "--low-bandwidth", help="Send few bytes, in 16 colors.", default=False),
    CommandOption("kiosk", FLAG, "--kiosk", help="For SSH forced commands: write nothing.", default=False),
    CommandOption("plain", FLAG, "--plain", help="Lines of text in place of a picture.", default=False),
)
