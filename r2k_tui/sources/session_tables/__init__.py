"""Sessions of the exchanges: computed in a process that ends, so that pandas and its calendars never stay in memory."""
