"""The journal without a screen."""
