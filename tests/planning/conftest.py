"""Plans of the tests are made on rough response tables, but where a test is about the table."""

import pytest

WHOLE = ("test_plan_lianhe",)


@pytest.fixture(autouse=True, scope="module")
def _rough(request):
    """Two levels for each task instead of four: half the lives of a plan."""
    if request.module.__name__ in WHOLE:
        yield
        return
    from fpplan.experiment import table

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "LEVELS", table.SEASON_LEVELS)
        patch.setattr(table, "MIXED", 1)
        yield
