"""Earlier versions of an entry."""
