"""What is known of many situations at once, as planes: a bit for each situation."""
