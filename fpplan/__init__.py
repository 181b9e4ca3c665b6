"""fpplan: simulate a family-planning programme, score it, and see what a target would do."""

__version__ = "0.1.0"
