"""Trading halts: their codes in words, which are in effect, and the list of them."""
