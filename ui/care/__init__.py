"""What is there when it is too much: a place to land, and people to turn to."""
