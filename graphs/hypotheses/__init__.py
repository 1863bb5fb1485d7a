"""Links that the map itself probably lacks: what speaks for each, how probable it is, and in which words."""
