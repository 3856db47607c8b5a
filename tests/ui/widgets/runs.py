"""Lines of styled runs, of every width."""

from __future__ import annotations

from hypothesis import strategies as st

RUNS = st.lists(st.tuples(st.text(alphabet="ab▲界…| ", max_size=6), st.sampled_from(["text", "dim"])), max_size=6)
