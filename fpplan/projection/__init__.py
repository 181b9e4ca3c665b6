"""Projections: a scenario lived for years, summed up by year, with fans and a page of its own."""
