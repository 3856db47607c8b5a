"""Facts that several providers know: which, in which order, on which evidence, and a trial of each."""
