"""`fpplan match`: whole counts behind published rates, and scales that meet a scenario's aims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.errors import FpplanError, InputError
from fpplan.contract.text import _

if TYPE_CHECKING:
    from fpplan.matching.match import Match

__all__ = ["command"]


def command(
    scenario: Annotated[str | None, typer.Argument(
        metavar="SCENARIO",
        help=_("A ready-made name or a path, to match to its base.aims."))] = None,
    counts: Annotated[Path | None, typer.Option(
        "--counts", metavar="FILE",
        help=_("Find the whole counts behind published rates."))] = None,
    below: Annotated[int, typer.Option(
        "--below", metavar="N", help=_("Look for counts below this size."))] = 1000,
    out: Annotated[Path | None, typer.Option(
        "--out", metavar="FILE", help=_("Write the scenario with its scales here."))] = None,
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    """Find whole counts that fit published rates (--counts), or match a scenario to its aims."""
    if (scenario is None) == (counts is None):
        raise FpplanError(_("give a scenario to match, or --counts FILE with published rates"))
    if counts is not None:
        _counts(counts, below, json)
    else:
        assert scenario is not None
        _match(scenario, out, json)


def _counts(path: Path, below: int, json: bool) -> None:
    from fpplan.matching.finder import describe, find
    from fpplan.matching.problem import load

    if below < 1:
        raise InputError.one("", "--below", _("must be at least 1"), below)
    found = find(load(path), below=below)
    if json:
        print_json({"solutions": [dict(s) for s in found.solutions], "count": found.count,
                    "complete": found.complete, "below": below})
    else:
        print(describe(found))


def _match(source: str, out: Path | None, json: bool) -> None:
    from fpplan.commands import loaded_plugins
    from fpplan.loading import open_world
    from fpplan.matching.match import describe, match
    from fpplan.scenario.load import find, source_text

    if out is not None and source == "-":
        raise FpplanError(_("--out needs a scenario file, not standard input"))
    world = open_world(source, loaded_plugins())
    base = world.base
    aims = base.base.aims.under(base.base.readings)
    if not aims:
        raise InputError.one(base.scenario, "base.aims", _("is empty: there is nothing to match"))
    from rich.console import Console

    with Console(stderr=True).status(_("Matching {name}").format(name=base.title)) as status:
        found = match(world, aims, lambda n, _last: status.update(
            _("Matching {name}: {n} populations").format(name=base.title, n=n)))
    if out is not None:
        from fpplan.commands.printing import write_whole
        from fpplan.matching.write import with_scales

        file = find(source)
        try:
            written = with_scales(source_text(file), found)
        except ValueError as fault:
            raise InputError.one(str(file), "base.scales", _(
                "cannot be written anew without changing the rest of the file: write "
                "[base.scales] and [base.matched] as tables of their own")) from fault
        write_whole(out, written)
    if json:
        print_json(_as_data(found))
        return
    print("\n".join(describe(found)))
    if out is None:
        print(_("Scales: {scales}").format(scales=", ".join(
            f"{name} = {value:g}" for name, value in found.scales._asdict().items())))
    else:
        print(_("Written: {path}").format(path=out))


def _as_data(found: Match) -> dict[str, Any]:
    return {"scales": found.scales._asdict(), "aimed": dict(found.aimed),
            "before": dict(found.before), "reached": dict(found.reached),
            "missed": list(found.missed), "far": dict(found.far),
            "chance": list(found.chance)}
