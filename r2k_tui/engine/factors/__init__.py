"""Factor studies: regressions on the returns of Kenneth French's data library, kept between runs."""
