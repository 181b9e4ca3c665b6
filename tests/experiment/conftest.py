"""What tests of lives share: small pools, and a town that is prepared once."""

import pytest
from small_world import small_pools, tallies, town


@pytest.fixture(scope="module")
def pools():
    with pytest.MonkeyPatch.context() as patch:
        small_pools(patch)
        yield


@pytest.fixture(scope="module")
def world(pools):
    return town()


@pytest.fixture(scope="module")
def base(world):
    """The town as it stands: 40 draws."""
    return tallies(world, world.base, (0, 40), 0)
