"""The prompts: today's three, and the library."""
