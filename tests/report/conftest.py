"""One made-up run for all tests of the report."""

import pytest
from fake_run import make_run

from fpplan.report.data import RunData
from fpplan.store import Run


@pytest.fixture(scope="session")
def fake_path(tmp_path_factory):
    return make_run(tmp_path_factory.mktemp("report") / "run")


@pytest.fixture(scope="session")
def fake(fake_path):
    return Run.open(fake_path)


@pytest.fixture()
def data(fake):
    return RunData(fake)
