"""The page: where an entry is written."""
