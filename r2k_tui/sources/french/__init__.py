"""Kenneth French's data library: monthly factor returns, one CSV file in an archive each."""
