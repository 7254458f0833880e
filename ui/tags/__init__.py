"""The tags of the journal, and the people in it."""
