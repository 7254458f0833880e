"""Files of other programs made entries."""
