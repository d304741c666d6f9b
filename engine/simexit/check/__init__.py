"""Located nodes to a typed rule set, or findings about what is wrong with them."""
