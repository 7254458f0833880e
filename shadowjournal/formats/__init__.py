"""A document as other text, and back: pure functions."""
