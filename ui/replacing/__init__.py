"""Words of many entries replaced: asked for, seen first, and done."""
