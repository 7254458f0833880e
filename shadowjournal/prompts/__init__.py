"""What the sidebar offers."""
