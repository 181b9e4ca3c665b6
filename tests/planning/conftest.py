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


@pytest.fixture(scope="session")
def small():
    """(problem, judge, table) of two villages, made up by hand; nothing is simulated."""
    from plan_small import made_up

    return made_up()


@pytest.fixture(scope="session")
def within(small):
    """The problem of the same villages within other limits."""
    from fpplan.planning.problem import problem_of

    world = small[0].world

    def of(limits=None, step=60):
        from fpplan.scenario.limits import Limits

        return problem_of(world, world.base, limits or Limits(), step)
    return of
