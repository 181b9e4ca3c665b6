"""The population room: women 15-49 month by month, and the people around them.

`state` says what a woman is, `events` what can happen to her, `rates` how likely it is,
`tables` compiles rates to integer thresholds, `engine` runs draws x units in parallel,
`pool` and `start` give a run its women, `people` counts everyone else, `reference` is the
slow and obvious copy that the engine is proved against.
"""
