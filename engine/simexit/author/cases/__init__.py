"""Cases: named situations and what is expected of the advice in them."""
