"""The interview and the advice as one HTML file that needs no network."""
