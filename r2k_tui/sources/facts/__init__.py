"""Facts available from several providers: their order, the evidence for each, and a probe of each."""
