"""The closed journal: how it opens, and what to do when it does not."""
