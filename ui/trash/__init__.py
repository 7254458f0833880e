"""What was thrown away."""
