"""Factor returns: the files of Kenneth French's data library, kept between runs."""
