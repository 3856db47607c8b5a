"""`r2k portfolio`: holdings from a broker's export, and what they are worth."""
