"""From query text to an answer."""
