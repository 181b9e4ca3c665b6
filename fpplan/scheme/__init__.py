"""The scheme language: assessment rules as data, scored on arrays and explained in words."""
