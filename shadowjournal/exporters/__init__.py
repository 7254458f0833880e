"""Entries made files that others can read."""
