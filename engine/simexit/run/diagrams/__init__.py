"""What is next as decision diagrams."""
