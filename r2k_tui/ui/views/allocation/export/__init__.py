"""Tables that the pages of view 5 export."""
