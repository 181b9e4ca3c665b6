"""The programme room: hours by task become coverage, and coverage moves rates.

`tasks` reads what hours can be given to, `staff` says how much of an hour reaches clients,
`coverage` turns hours into the share of clients reached, `shifts` into logit shifts of rates.
Everything here is computed before the engine starts.
"""
