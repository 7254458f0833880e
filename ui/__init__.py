"""The journal on a screen."""
