"""Twins: the numbers of every command for a few places, kept to be compared with later code.

    python tests/twins/kept_numbers.py            write tests/expected/ anew (make twins)
    python tests/twins/kept_numbers.py kenya      only this place

Each file is one place and one command: a name and a number a line, to 12 significant digits;
whole numbers are whole. Numbers that are 0 are left out, so a new one is a line more.
"""

from __future__ import annotations

import csv
import io
import json
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import polars as pl

from fpplan.cli import main
from fpplan.experiment import table as response
from fpplan.place.folders import setting_folder

EXPECTED = Path(__file__).parents[1] / "expected"
PLACES_FOLDER = EXPECTED / "places"
FIGURES = Path(__file__).parents[2] / "scenarios" / "figures"
CLOSE, NOTHING = 1e-9, 1e-12  # relative; below this a number is 0
WORDS = ["--draws", "8", "--seed", "0"]
ROUGH = [*WORDS, "--fresh", "8", "--step", "240"]

Value = int | float | bool | None
Numbers = dict[str, Value]


class Place(NamedTuple):
    """A scenario (a ready-made name or a file of `places/`), what its plan is for, and the scheme
    and figures that `score` reads, "" where it has none of its own."""

    objective: str
    scheme: str = ""
    ready: bool = False
    commands: tuple[str, ...] = ()  # those that are kept; all when empty

    def scenario(self, name: str) -> str:
        return name if self.ready else str(PLACES_FOLDER / f"{name}.toml")

    def figures(self, name: str) -> Path:
        own = PLACES_FOLDER / f"{name}.figures.csv"
        return own if own.is_file() else FIGURES / "village.csv"


PLACES = {
    "lianhe": Place("points", "thousand_point", ready=True),
    "kenya": Place("points", "rights_based", ready=True),
    "town_plan": Place("outcomes", "town_plan", ready=True),
    **{name: Place("outcomes", ready=True, commands=("run", "targets", "plan")) for name in (
        "communities", "county", "families", "hunan_town", "jiangmen", "jingmen",
        "kenya_quality", "lianhe_inspection", "qianshan", "rectification")},
    "unregistered": Place("outcomes"),  # people whom indicators do not count
    "aimed": Place("points", "lianhe"),  # [base.targets]
    "renamed": Place("outcomes"),  # Kenya's setting with another id for a method
    "folder": Place("outcomes"),  # Kenya's setting with other numbers, in a folder
    "clinic": Place("points", "clinic"),  # a plugin with an indicator of its own
}


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder for what the commands write, with the plugins and settings of the odd places; plans
    rest on the roughest response table that there is. In English: some rows go by their words."""
    with (tempfile.TemporaryDirectory() as made,
          patch.dict(os.environ, {"FPPLAN_LANG": "en", "FPPLAN_PLUGINS_DIR": ""}),
          patch.object(response, "LEVELS", response.SEASON_LEVELS),
          patch.object(response, "MIXED", 1)):
        shutil.copytree(PLACES_FOLDER / "plugins", Path(made) / "plugins")
        _setting(Path(made), "renamed_kenya", {"injectable": "depot"})
        _setting(Path(made), "other_kenya", {"value = 0.2\n": "value = 0.22\n"})
        yield Path(made)


def _setting(folder: Path, name: str, edits: Mapping[str, str]) -> None:
    """Kenya's setting under another id, with some words changed."""
    core = setting_folder("kenya")
    assert core is not None
    made = folder / "plugins" / name
    made.mkdir()
    texts = {path.name: path.read_text("utf-8") for path in core.glob("*.toml")}
    for old, new in {'id = "kenya"': f'id = "{name}"', **edits}.items():
        assert any(old in text for text in texts.values()), old
        texts = {file: text.replace(old, new) for file, text in texts.items()}
    for file, text in texts.items():
        (made / file).write_text(text, "utf-8")


def _said(*words: str) -> str:
    """What a command prints. Raises RuntimeError when it fails."""
    out, error = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(error):
        status = main(list(words))
    if status:
        raise RuntimeError(f"fpplan {' '.join(words)}: {error.getvalue() or out.getvalue()}")
    return out.getvalue()


def _run(name: str, place: Place, shop: Path) -> Numbers:
    out = shop / f"{name}_run"
    _said("run", place.scenario(name), *WORDS, "--no-report", "--keep", "all", "--out", str(out),
          *_plugins(shop))
    units = pl.read_parquet(out / "units.parquet")
    top = units.filter(pl.col("parent") == "")["id"][0]
    leaf = units.filter(pl.col("leaf"))["id"][0]
    found: Numbers = {}
    for table, view, names, columns in (
            ("indicators", ("true", "reported"), ("name",), ("numerator", "value")),
            ("points", ("reported",), ("scheme", "item"), ("value", "low", "high")),
            ("payouts", ("reported",), ("scheme", "name"), ("value",))):
        frame = pl.read_parquet(out / f"{table}.parquet").filter(
            (pl.col("unit") == top) | ((pl.col("unit") == leaf) & (pl.col("variant") == "base")),
            pl.col("view").is_in(view))
        keys = ["variant", "unit", "period", "view", *names]
        for key, part in frame.sort("draw").group_by(keys, maintain_order=True):
            said = "/".join([table, *map(str, key)])
            means = {column: _mean(part[column].to_list()) for column in columns}
            for column in columns:
                if column == "value" or means[column] != means["value"]:
                    found[f"{said}/{column}"] = means[column]
    counts = pl.read_parquet(out / "tallies.parquet").filter(pl.col("month") >= 0)
    for (variant, view), part in counts.group_by("variant", "view", maintain_order=True):
        for slot in counts.columns[5:]:
            found[f"tallies/{variant}/{view}/{slot}"] = int(part[slot].sum())
    return found


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None and not math.isnan(value)]
    return math.fsum(known) / len(known) if known else None


def _targets(name: str, place: Place, shop: Path) -> Numbers:
    return flat(json.loads(_said("targets", place.scenario(name), *WORDS, "--json", "--out",
                                 str(shop / f"{name}_targets"), *_plugins(shop))))


def _plan(name: str, place: Place, shop: Path) -> Numbers:
    out = shop / f"{name}_plan"
    _said("plan", place.scenario(name), "--objective", place.objective, *ROUGH, "--out", str(out),
          *_plugins(shop))
    found = flat(json.loads((out / "plan.json").read_text("utf-8")))
    with (out / "allocation.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words = [text for text in row.values() if not _is_number(text)]
            found |= {"/".join(["allocation", *words, column]): float(text)
                      for column, text in row.items() if _is_number(text)}
    return found


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _frontier(name: str, place: Place, shop: Path) -> Numbers:
    out = shop / f"{name}_frontier"
    _said("frontier", place.scenario(name), "--budgets", "1", *ROUGH, "--out", str(out),
          *_plugins(shop))
    return flat(json.loads((out / "frontier.json").read_text("utf-8")))


def _workload(name: str, place: Place, shop: Path) -> Numbers:
    found = json.loads(_said("workload", place.scenario(name), *WORDS, "--json", *_plugins(shop)))
    found["units"] = found["units"][:1]  # the others are in `together`
    leaf = found["units"][0]["unit"]
    effects = found["one_more_hour"]["effects"]
    leaves = {row["unit"] for row in effects} - {leaf}
    top = next((row["unit"] for row in effects if row["unit"] in leaves), None)
    found["one_more_hour"]["effects"] = [
        row for row in effects if row["unit"] in (None, leaf, top)]
    return flat(found)


def _project(name: str, place: Place, shop: Path) -> Numbers:
    out = shop / f"{name}_projection"
    _said("project", place.scenario(name), "--years", "2", "--trend", "none", *WORDS,
          "--out", str(out), *_plugins(shop))
    units = pl.read_parquet(out / "units.parquet")
    top = units.filter(pl.col("parent") == "")["id"][0]
    found: Numbers = {}
    for table, keys, columns in (("fans", ("period", "name"), ("mean", "q05", "q95")),
                                 ("pyramid", ("month", "sex", "age"), ("mean",))):
        frame = pl.read_parquet(out / f"{table}.parquet").filter(pl.col("unit") == top)
        for row in frame.to_dicts():
            said = "/".join([table, *(str(row[key]) for key in keys)])
            found |= {f"{said}/{column}": row[column] for column in columns}
    return found


def _score(name: str, place: Place, shop: Path) -> Numbers:
    return flat(json.loads(_said("score", place.scheme, str(place.figures(name)), "--json",
                                 *_plugins(shop))))


def _plugins(shop: Path) -> list[str]:
    return ["--plugins-dir", str(shop / "plugins")]


COMMANDS: dict[str, Callable[[str, Place, Path], Numbers]] = {
    "run": _run, "targets": _targets, "plan": _plan, "frontier": _frontier,
    "workload": _workload, "project": _project, "score": _score,
}


def asked(places: Mapping[str, Place] = PLACES) -> list[tuple[str, str]]:
    """Every place with every command that it has numbers of."""
    return [(name, command) for name, place in places.items() for command in COMMANDS
            if (place.scheme or command != "score")
            and (not place.commands or command in place.commands)]


def numbers(name: str, command: str, shop: Path) -> Numbers:
    """The numbers of a command for a place, without those that are 0."""
    found = COMMANDS[command](name, PLACES[name], shop)
    return {key: value for key, value in sorted(found.items())
            if value is None or isinstance(value, bool) or abs(value) > NOTHING}


def flat(found: Any, said: str = "") -> Numbers:
    """The numbers of a table in JSON by their dotted names; rows of a list go by what they are
    about where that tells them apart, by their place otherwise."""
    if isinstance(found, dict):
        pairs = [(str(key), value) for key, value in found.items()]
    elif isinstance(found, list):
        names = [_about(row) for row in found]
        told = all(names) and len({*names}) == len(names)
        pairs = [(names[at] if told else str(at), row) for at, row in enumerate(found)]
    elif isinstance(found, str):
        return {}
    else:
        return {said: found}
    return {key: value for name, part in pairs
            for key, value in flat(part, f"{said}/{name}" if said else name).items()}


def _about(row: Any) -> str:
    if not isinstance(row, dict):
        return ""
    return ",".join(str(value) for key, value in row.items()
                    if isinstance(value, str) and not key.endswith("label"))


def written(found: Numbers) -> str:
    """The text of a file of numbers."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["name", "value"])
    table.writerows([key, _shown(value)] for key, value in found.items())
    return text.getvalue()


def _shown(value: Value) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int):
        return str(value)
    text = f"{value:.12g}"
    return text if set(text) - set("-0123456789") else f"{text}.0"


def differences(name: str, command: str, found: Numbers) -> list[str]:
    """One line for each number that is not what the kept file says."""
    path = EXPECTED / name / f"{command}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        kept = {key: text for key, text in list(csv.reader(file))[1:]}
    return [f"{name}/{command}: {key}: {kept.get(key, 'nothing')} is now "
            f"{_shown(found[key]) if key in found else 'nothing'}"
            for key in sorted({*kept, *found})
            if not (key in kept and key in found and same(kept[key], found[key]))]


def same(kept: str, value: Value) -> bool:
    """Whether a number is the kept one: whole numbers are equal, others within 1e-9 of them."""
    if isinstance(value, bool) or value is None or not _is_number(kept):
        return kept == _shown(value)
    if isinstance(value, int) or not set(kept) - set("-0123456789"):
        return float(kept) == value
    return math.isclose(float(kept), value, rel_tol=CLOSE, abs_tol=NOTHING)


def write(names: list[str]) -> None:
    """Write the files of these places anew, of all when none is named."""
    with workshop() as shop:
        for name, command in asked():
            if names and name not in names:
                continue
            path = EXPECTED / name / f"{command}.csv"
            path.parent.mkdir(exist_ok=True)
            path.write_text(written(numbers(name, command, shop)), "utf-8")
            print(path.relative_to(EXPECTED.parent), flush=True)


if __name__ == "__main__":
    write(sys.argv[1:])
