"""What people write: one guarded opener, one reader of TOML, one of tables (CSV and Excel).

Nothing else opens a file that a user names. Each size, kind and time has a bound, so that no
input hangs or fills the memory, and every fault is a line of ours, never a library's.
"""
