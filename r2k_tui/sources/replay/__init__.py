"""The replay source: the intraday bars of one day of the past, each known from its end on."""
