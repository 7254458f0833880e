"""The journal from the command line."""
