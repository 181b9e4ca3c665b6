"""Planning: what leadership could set, given everything that follows from it.

`targets` proposes what units can meet by serving people. `response` measures once what hours
do, `problem` holds what may be decided and within which limits, `search` looks for the best
allocation, `plan` judges it on fresh draws and explains it, `frontier` shows what is traded for
what. All of it is on top of `forward` and `score`, never inside them; nothing but commands and
reports imports it, and nothing here searches the points of tagged items.
"""
