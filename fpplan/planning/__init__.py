"""What leadership could set: searches and proposals on top of `forward`, never inside it.

`targets` proposes what units can meet by serving people. Nothing here reads the points of
tagged items.
"""
