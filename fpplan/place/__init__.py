"""Place: what a scenario's kind of place is made of, before anybody lives there."""
