"""What one situation with gaps leaves certain and possible."""
