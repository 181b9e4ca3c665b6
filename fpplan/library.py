"""fpplan from Python: a world, a run of it, figures scored.

    >>> import fpplan
    >>> world = fpplan.load("kenya")
    >>> run = fpplan.run(world, draws=4)
    >>> run.points("rights_based", unit="U01", period="2024").columns[:5]
    ['variant', 'draw', 'unit', 'period', 'view']
    >>> run.indicators("births", variant="base", unit="U01", view="true").height
    12
    >>> points = fpplan.score("scenarios/figures/village.csv", "thousand_point")
    >>> round(float(points.total.low[0, 0, 0])) <= round(float(points.total.high[0, 0, 0]))
    True

What the command line does goes through the same doors: `fpplan.experiment.live` for questions that
no command asks.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal

from fpplan.contract.errors import FpplanError
from fpplan.contract.figures import Figures
from fpplan.contract.points import Points
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import _
from fpplan.experiment.draws import REPEATS, Uncertainty
from fpplan.experiment.score import score as score_figures
from fpplan.experiment.world import World
from fpplan.loading import open_world, settled
from fpplan.pipeline.execute import execute
from fpplan.plugins import Plugins, load_plugins
from fpplan.scheme.figures_file import read_figures
from fpplan.store.reader import Run

__all__ = ["Run", "World", "load", "run", "score"]


def load(scenario: str | Path, *, plugins: Plugins | None = None,
         plugins_dirs: Iterable[str | Path] = ()) -> World:
    """The world of a ready-made scenario, or of a scenario file.

    Args:
        plugins: those loaded already; the installed ones and those in the folders
            `plugins_dirs` when None.
    Raises FpplanError with every fault of the file.
    """
    return open_world(str(scenario), plugins or load_plugins(plugins_dirs))


def run(world: World, draws: int = 1000, seed: int = 0, *, out: str | Path | None = None,
        uncertainty: Uncertainty = "both", keep: Literal["needed", "all"] = "needed",
        progress: Callable[[int, int], None] | None = None) -> Run:
    """Live every variant of a world, score it, and give the tables of the run.

    Args:
        draws: a multiple of 4.
        out: the run folder; a temporary one, gone with the run's last reference, when None.
        progress: called with draws done and draws in all.
    Raises FpplanError.
    """
    if draws < REPEATS or draws % REPEATS:
        raise FpplanError(_("must be a multiple of {n}, at least {n}").format(n=REPEATS))
    work = settled(world, world.base.scenario, draws=draws, seed=seed, uncertainty=uncertainty,
                   keep=keep)
    if out is not None:
        execute(work, Path(out), progress)
        return Run.open(out)
    folder = Path(tempfile.mkdtemp(prefix="fpplan-"))
    try:
        execute(work, folder, progress)
        found = Run.open(folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(found, shutil.rmtree, folder, ignore_errors=True)
    return found


def score(figures: Figures | str | Path, scheme: Scheme | str,
          readings: Mapping[str, str] | None = None, *, view: str | None = None) -> Points:
    """Points of figures that people have, without any simulation.

    Args:
        figures: a table (CSV or Excel) or figures built in Python.
        scheme: a scheme or the id of an installed one. readings: which to choose.
    Raises FpplanError with every fault of the table.
    """
    plugins = load_plugins() if isinstance(scheme, str) or not isinstance(figures, Figures) \
        else None
    if isinstance(scheme, str):
        assert plugins is not None
        scheme = plugins.scheme(scheme)
    if not isinstance(figures, Figures):
        assert plugins is not None
        figures = read_figures(figures, [*plugins.schemes.values(), scheme])
    return score_figures(figures, scheme, readings, view=view)
