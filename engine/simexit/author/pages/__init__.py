"""The pages of findings: what each code means, with an example to avoid and one to prefer."""
