"""A world that is sent: itself at home, and opened once where it arrives."""

from __future__ import annotations

import pickle

from small_world import ELSEWHERE, tallies, town, whole

from fpplan.experiment import sent
from fpplan.experiment.sent import OPEN, Sent
from fpplan.experiment.world import world_of


def test_it_is_itself_at_home_and_one_world_elsewhere(world):
    assert Sent(world).world is world and world.packed is world.packed
    first = pickle.dumps(Sent(world))
    assert world.clients  # prepared in between: still the same world
    arrived, again = pickle.loads(first), pickle.loads(pickle.dumps(Sent(world)))
    assert arrived.world is again.world and arrived.world is not world
    assert whole(tallies(arrived.world, world.base, (4, 8), 3)) == whole(
        tallies(world, world.base, (4, 8), 3))


def test_another_world_is_another_one_and_few_are_kept(world):
    sent._opened.cache_clear()
    one, two = (pickle.loads(pickle.dumps(Sent(each))).world
                for each in (world, world_of(ELSEWHERE)))
    assert one is not two and one.base.before_hash != two.base.before_hash
    for horizon in range(24, 24 + OPEN + 2):
        pickle.loads(pickle.dumps(Sent(town().ahead(horizon))))
    assert sent._opened.cache_info().currsize == OPEN
    sent._opened.cache_clear()
