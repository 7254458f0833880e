"""Taking entries out into a file that others can read."""
