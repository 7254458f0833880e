"""Bricks that know no journal."""
