"""Text to located nodes: nothing is known yet of what they mean."""
