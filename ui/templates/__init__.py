"""What a page can begin with, to choose from."""
