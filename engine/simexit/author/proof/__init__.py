"""What the prover found, in words."""
