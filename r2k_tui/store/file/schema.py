"""Tables of the store, and the migration from each schema version to the next."""

from __future__ import annotations

# One entry per version; `PRAGMA user_version` counts how many have run. Never edit one that was released: add one.
# A semicolon ends a statement and appears nowhere else.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE bars (
        source TEXT NOT NULL, symbol TEXT NOT NULL, interval TEXT NOT NULL, time INTEGER NOT NULL,
        open REAL, high REAL, low REAL, close REAL, adj_close REAL, volume REAL,
        PRIMARY KEY (source, symbol, interval, time)
    ) WITHOUT ROWID;
    CREATE TABLE series (
        source TEXT NOT NULL, symbol TEXT NOT NULL, interval TEXT NOT NULL,
        origin TEXT NOT NULL, note TEXT NOT NULL,
        PRIMARY KEY (source, symbol, interval)
    ) WITHOUT ROWID;
    CREATE TABLE quotes (
        source TEXT NOT NULL, symbol TEXT NOT NULL, received_at REAL NOT NULL, quote BLOB NOT NULL,
        PRIMARY KEY (source, symbol)
    ) WITHOUT ROWID;
    CREATE TABLE feeds (
        source TEXT NOT NULL, topic TEXT NOT NULL, status BLOB NOT NULL,
        PRIMARY KEY (source, topic)
    ) WITHOUT ROWID;
    CREATE TABLE pictures (
        source TEXT NOT NULL, kind TEXT NOT NULL, symbol TEXT NOT NULL, stored_at REAL NOT NULL, picture BLOB NOT NULL,
        PRIMARY KEY (source, kind, symbol)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE holdings (
        fund TEXT NOT NULL, day TEXT NOT NULL, retrieved_at REAL NOT NULL, list BLOB NOT NULL,
        PRIMARY KEY (fund, day)
    ) WITHOUT ROWID;
    CREATE TABLE fundamentals (
        source TEXT NOT NULL, symbol TEXT NOT NULL, taken_at REAL NOT NULL, record BLOB NOT NULL,
        PRIMARY KEY (source, symbol)
    ) WITHOUT ROWID;
    CREATE TABLE member_closes (
        source TEXT NOT NULL, symbol TEXT NOT NULL, checked_day INTEGER NOT NULL, basis TEXT NOT NULL,
        days BLOB NOT NULL, closes BLOB NOT NULL,
        PRIMARY KEY (source, symbol)
    );
    """,
    """
    CREATE TABLE economic_series (
        id TEXT NOT NULL PRIMARY KEY, days BLOB NOT NULL, vals BLOB NOT NULL,
        origin TEXT NOT NULL, retrieved_at REAL NOT NULL, note TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE valuations (
        source TEXT NOT NULL, fund TEXT NOT NULL, day TEXT NOT NULL, valuation BLOB NOT NULL,
        PRIMARY KEY (source, fund, day)
    ) WITHOUT ROWID;
    CREATE TABLE verdicts (
        source TEXT NOT NULL, claim TEXT NOT NULL, day TEXT NOT NULL, verdict TEXT NOT NULL,
        PRIMARY KEY (source, claim)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE alert_memory (
        source TEXT NOT NULL, rule TEXT NOT NULL, definition TEXT NOT NULL, version INTEGER NOT NULL,
        muted INTEGER NOT NULL, memory BLOB NOT NULL,
        PRIMARY KEY (source, rule)
    ) WITHOUT ROWID;
    CREATE TABLE alerts (
        id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, rule TEXT NOT NULL, time REAL NOT NULL,
        alert BLOB NOT NULL
    );
    CREATE INDEX alerts_of_source ON alerts (source, id);
    CREATE TABLE alert_outbox (
        alert INTEGER NOT NULL, channel TEXT NOT NULL,
        PRIMARY KEY (alert, channel)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE member_events (
        source TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, retrieved_at REAL NOT NULL, events BLOB NOT NULL,
        PRIMARY KEY (source, kind, day)
    ) WITHOUT ROWID;
    CREATE TABLE halts (
        source TEXT NOT NULL, symbol TEXT NOT NULL, halted_at REAL NOT NULL, halt BLOB NOT NULL,
        PRIMARY KEY (source, symbol, halted_at)
    ) WITHOUT ROWID;
    CREATE TABLE short_interest (
        source TEXT NOT NULL, settlement TEXT NOT NULL, retrieved_at REAL NOT NULL, record BLOB NOT NULL,
        PRIMARY KEY (source, settlement)
    ) WITHOUT ROWID;
    CREATE TABLE insider_filings (
        source TEXT NOT NULL, accession TEXT NOT NULL, day TEXT NOT NULL, matters INTEGER NOT NULL,
        filing BLOB NOT NULL,
        PRIMARY KEY (source, accession)
    ) WITHOUT ROWID;
    CREATE TABLE insider_days (
        source TEXT NOT NULL, day TEXT NOT NULL, record BLOB NOT NULL,
        PRIMARY KEY (source, day)
    ) WITHOUT ROWID;
    CREATE TABLE index_days (
        source TEXT NOT NULL, key TEXT NOT NULL, day TEXT NOT NULL, value REAL NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (source, key, day)
    ) WITHOUT ROWID;
    CREATE TABLE forward_estimates (
        source TEXT NOT NULL, day TEXT NOT NULL, estimates BLOB NOT NULL,
        PRIMARY KEY (source, day)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, symbol TEXT NOT NULL, day TEXT NOT NULL,
        time INTEGER, created_at REAL NOT NULL, text TEXT NOT NULL
    );
    CREATE TABLE price_lines (
        id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, symbol TEXT NOT NULL, price REAL NOT NULL,
        created_at REAL NOT NULL
    );
    """,
    """
    CREATE TABLE factor_tables (
        name TEXT NOT NULL PRIMARY KEY, record BLOB NOT NULL
    ) WITHOUT ROWID;
    """,
)
