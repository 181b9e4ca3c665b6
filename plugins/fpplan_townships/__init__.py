"""Assessment schemes of real townships and counties, one plugin each.

Each is written against `fpplan.api` alone and loaded through its own entry point.
"""
