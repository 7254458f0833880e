"""What the system says: that it locks its screen, that it goes to sleep."""
