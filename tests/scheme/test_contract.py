"""What every scheme plugin promises, held against the township plugins."""

from townships import scheme

from fpplan.testing import SchemeContract


class TestThousandPoint(SchemeContract):
    schemes = (scheme("thousand_point"),)


class TestLianhe(SchemeContract):
    schemes = (scheme("lianhe"),)
