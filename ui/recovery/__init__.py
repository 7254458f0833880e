"""A recovery code that is shown, kept on paper, and typed back."""
