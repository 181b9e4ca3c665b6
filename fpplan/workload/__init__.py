"""What the hours of a plan can and cannot do: need against supply of hours, what goes undone,
what one more hour of each task brings, and whether each effect is its source's.
"""
