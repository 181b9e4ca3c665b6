"""Audit of a scheme as it stands: where its points are, what pays, what luck decides, and which
of its clauses conflict with people's rights. It comments on today's scheme and proposes nothing."""
