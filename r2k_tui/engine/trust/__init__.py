"""Which answers of a source are trusted: feeds that repeat themselves, and symbols that become others."""
