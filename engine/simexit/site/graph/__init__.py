"""Graphs as drawings: layers, order in a layer, places, and lines between boxes."""
