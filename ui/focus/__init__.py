"""Being alone with the page."""
