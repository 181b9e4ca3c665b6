"""Planning: what leadership can set, given everything that follows from it.

`response` measures once what hours do, `problem` holds what may be decided and within which
limits, `search` looks for the best allocation, `plan` judges it on fresh draws and explains it,
`frontier` shows what is traded for what. All of it is downstream of `forward` and `score`;
nothing but commands and reports imports it.
"""
