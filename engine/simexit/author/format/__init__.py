"""Files of a library in canonical form: every value and every comment is kept."""
