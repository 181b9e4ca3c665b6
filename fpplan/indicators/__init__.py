"""The indicators room: named formulas over tallies, in either view.

`formulas` reads them, `evaluate` works them out by draw, unit and period.
"""
