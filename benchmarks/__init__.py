"""What simexit costs, beside its peers and beside the least that such an answer can cost."""
