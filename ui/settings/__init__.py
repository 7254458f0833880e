"""What the writer can choose, over the whole window."""
