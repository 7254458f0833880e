"""Bringing entries in from other journals."""
