"""The keys of the open journal: which there are, whether they work, and changing them."""
