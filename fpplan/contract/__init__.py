"""Contract: all that a plugin or a file may say, as data. It needs neither numpy nor pydantic, and
stands below every other room."""
