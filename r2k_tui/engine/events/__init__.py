"""Events of the members: earnings, dividends, splits and IPOs, and the releases beside them."""
