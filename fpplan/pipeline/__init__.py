"""From a scenario to a run folder: every room in its order, a chunk of draws at a time.

`periods` says which months are scored together, `inputs` turns tallies and recorded figures
into what schemes read, `plan` settles what a run will do, `naming` gathers every label,
`execute` runs the chunks.
"""
