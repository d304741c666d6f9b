"""The checked rule set: typed, immutable, and all that the interpreters see."""
