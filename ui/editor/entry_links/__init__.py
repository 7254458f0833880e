"""Links from the page to other entries: offered, chosen, shown."""
