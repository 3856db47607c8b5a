"""Short interest of US stocks from the files that FINRA publishes twice a month."""
