"""Whole counts from published rates, and rates matched to a township's table."""
