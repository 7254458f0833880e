"""Backups as the writer sees them: the page that lists them, and one brought back."""
