"""The commands of `simexit case`, one module each, and what they share."""
