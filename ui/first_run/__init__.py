"""The first time: what this is, where the key goes, and the recovery code."""
