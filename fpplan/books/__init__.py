"""The reporting room: what the books say, given what happened.

`kernel` moves single births month by month, `parameters` gives it its probabilities by set,
`report` puts true tallies through it; `census` counts children as a census would.
"""
