"""SEC: the filings of funds, which list their holdings at the end of each quarter."""
