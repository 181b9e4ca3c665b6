"""Damaged files of every kind against the readers; writes fuzz.csv beside this file.

    python evidence/fuzz.py [--cases N] [--kind NAME]... [--show]

10,000 mutated scenarios, tables (CSV and Excel), settings and problems of counts, each read as a
command reads it, without simulating. Every case must be read (exit 0) or refused (exit 2) with
lines that name the file and a rule in words of ours: no traceback, no text of a library, not more
than `SECONDS` of processor time nor `MEMORY`. Cases follow from SEED, kind and number alone. They
are read in child processes under these limits; a child that dies is a failure of the case that
it read. A row for each kind: how many were read, refused, and failed in which way.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from stamp import ROOT, write_table

sys.path.insert(0, str(ROOT / "plugins"))

SEED = 20141116
CASES = 10_000
SECONDS, MEMORY = 10, 6 * 2**30  # of processor time a case; bytes of address space
LONGEST = 1_500  # characters of a line that is still one to read
BATCH = 250
MODULES = (
    "fpplan/files/opened.py", "fpplan/files/toml.py", "fpplan/files/table.py",
    "fpplan/files/workbook.py", "fpplan/scheme/figures_file.py", "fpplan/projection/asfr_file.py",
    "fpplan/planning/targets_recorded.py", "fpplan/matching/problem.py",
    "fpplan/scenario/load.py", "evidence/fuzz.py",
)
# Words that only a library or the interpreter says.
FOREIGN = re.compile(
    r"Traceback|Error\b|Exception|\bat 0x|tomllib|pydantic|Input should|Expected '|Invalid value|"
    r"calamine|fastexcel|polars|zipfile|expat|not well-formed|codec can't|invalid literal|"
    r"could not convert|NoneType|must be str|object is not|index out of|Errno|__\w+__|numpy|"
    r"<class|maximum recursion|panicked")

PLACE = "kenya"  # the setting that is damaged; its folder has its name

Random = random.Random


@dataclass(frozen=True)
class Kind:
    """One kind of file: how a case is made (file name -> bytes; without luck an undamaged one),
    and how it is read."""

    make: Callable[[Random | None], dict[str, bytes]]
    read: Callable[[Path], object]
    main: str


# Mutations of bytes

NASTY = [b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\x1b[31m", b"\r", b"\n", b"\t", b" ", b'"',
         b"'", b",", b";", b"=", b"[", b"]", b"{", b"}", b"#", b"\\", b"%", b"\xc3", "，".encode(),
         "“".encode(), "＝".encode(), "１".encode(), "\u202e".encode(), "村".encode("gb18030"),
         b"9" * 400, b"-", b"1e999", b"nan"]


def bytes_changed(raw: bytes, rng: Random) -> bytes:
    """A few places of a file overwritten, taken out, doubled or cut off."""
    data = bytearray(raw)
    for _time in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        span = rng.choice([1, 1, 2, 8, 60, 400])
        what = rng.randrange(5)
        if what == 0:
            data[at:at + 1] = rng.choice(NASTY)
        elif what == 1:
            data[at:at] = rng.choice(NASTY)
        elif what == 2:
            del data[at:at + span]
        elif what == 3:
            data[at:at] = data[at:at + span]
        elif rng.random() < 0.2:
            del data[at:]
    return bytes(data)


def encoded(text: str, rng: Random) -> bytes:
    """A text in the encodings and line ends that programs save."""
    if rng.random() < 0.1:
        text = text.replace("\n", rng.choice(["\r\n", "\r", "\n\n"]))
    encoding = rng.choices(["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"],
                           [20, 2, 2, 0.5, 0.5])[0]
    return text.encode(encoding, "replace")


# TOML

STRANGE = ["-1", "0", "1", "1.5", "-0.0", "nan", "inf", "-inf", "1e308", "1e-320", "9" * 30, "0x1F",
           "true", '""', '"text"', '"V01"', '"\\u0000"', '"<!--"', '"' + "长" * 300 + '"', "[]",
           "{}",
           "[[]]", "[1, 2]", '["a", 1]', "{ a = 1 }", '{ zh = "一", en = "one" }', "2014-08-01",
           "07:30:00", '"2014-13"', '"9999-12"', '"0000-01"', '"14-Oct"', "9" * 4400, "'x'",
           "[" * 300 + "]" * 300, "１２", "“x”", "1，5", "yes", "None", ""]


def toml_changed(text: str, rng: Random) -> str:
    """A few values, keys, signs or lines of a TOML text changed."""
    lines = text.split("\n")
    for _time in range(rng.randint(1, 4)):
        at = rng.randrange(len(lines))
        line = lines[at]
        values = list(re.finditer(
            r"=\s*(\"[^\"]*\"|[-\d.]+|true|false|\[[^\]]*\]|\{[^}]*\})", line))
        words = list(re.finditer(r"[A-Za-z_][\w.-]*", line))
        what = rng.randrange(8)
        if what <= 2 and values:
            found = rng.choice(values)
            line = line[:found.start(1)] + rng.choice(STRANGE) + line[found.end(1):]
        elif what == 3 and words:
            found = rng.choice(words)
            name = rng.choice(["x", found[0] + "s", found[0][:-1], found[0].upper(), '"a b"',
                               "村", "a.b", "__proto__", "x" * 300])
            line = line[:found.start()] + name + line[found.end():]
        elif what == 4 and line:
            sign = rng.randrange(len(line))
            wide = {",": "，", "=": "＝", '"': "”", "[": "［", "]": "］", "{": "｛", "}": "｝",
                    ".": "．", "'": "’", " ": "\u3000", "-": "－"}
            line = line[:sign] + wide.get(line[sign], "") + line[sign + 1:]
        elif what == 5:
            lines.insert(rng.randrange(len(lines)), line)
        elif what == 6:
            lines[at:at + rng.choice([1, 1, 3, 20])] = []
            lines = lines or [""]
            continue
        else:
            other = rng.randrange(len(lines))
            line, lines[other] = lines[other], line
        lines[at] = line
    return "\n".join(lines)


def toml_file(text: str, rng: Random | None) -> bytes:
    """A damaged TOML file."""
    if rng is None:
        return text.encode()
    if rng.random() < 0.2:
        return bytes_changed(text.encode(), rng)
    return encoded(toml_changed(text, rng), rng)


# Tables

CELLS = ["", " ", "0", "-1", "1,020", '"1,020"', "1_0", "１２", "12%", "nan", "inf", "1e999",
         "null", "NULL", "9" * 400, "0.1" + "0" * 400, "1/2", "=1+1", "#DIV/0!", "14-Oct",
         "10月14日",
         "2014-10-14", "2014-13", "9999", "0000", "V01", "V 1", "村", '"', '""', '"a\nb"', "'", ";",
         "\t", "，", "x" * 400, "<b>", "\x1b[31m", "\0", "10-14", "15-19", "srb", "TRUE"]


def csv_changed(rows: list[list[str]], rng: Random) -> list[list[str]]:
    """A few cells or rows of a table changed."""
    rows = [list(row) for row in rows]
    for _time in range(rng.randint(1, 4)):
        row = rng.choice(rows)
        at = rng.randrange(len(row)) if row else 0
        what = rng.randrange(8)
        if what <= 2 and row:
            row[at] = rng.choice(CELLS)
        elif what == 3:
            row.insert(at, rng.choice(CELLS))
        elif what == 4 and row:
            del row[at]
        elif what == 5:
            rows.insert(rng.randrange(len(rows)), list(rng.choice(rows)))
        elif what == 6 and len(rows) > 1:
            rows.remove(row)
        elif what == 7:
            for each in rows:
                each.extend([""] * rng.randint(1, 3))
    return rows


def csv_file(rows: list[list[str]], rng: Random | None) -> bytes:
    """A damaged CSV file."""
    if rng is None:
        return "\n".join(map(",".join, rows)).encode()
    sign = rng.choices([",", ";", "\t", "，", "|"], [20, 1, 1, 1, 1])[0]
    if rng.random() < 0.2:
        return bytes_changed("\n".join(map(",".join, rows)).encode(), rng)
    return encoded("\n".join(map(sign.join, csv_changed(rows, rng))), rng)


def sheet_changed(book: Any, page: Any, size: int, rng: Random) -> None:
    """Odd cells typed into a sheet."""
    for _time in range(rng.randint(0, 3)):
        row, column = rng.randint(0, size + 2), rng.randint(0, 6)
        if rng.random() < 0.1:
            row, column = rng.choice([(1048575, 16383), (1048575, 0), (0, 16383), (5000, 300)])
        what = rng.randrange(7)
        if what == 0:
            page.write_string(row, column, rng.choice([*CELLS[:-1], " "]))
        elif what == 1:
            page.write_formula(row, column, "=1+1")
        elif what == 2:
            page.write_formula(row, column, "=1/0", None, "#DIV/0!")
        elif what == 3:
            page.write_boolean(row, column, True)
        elif what == 4:
            page.write_number(row, column, rng.choice([41913, 0.28, 1e300, -5, 60000, 3e9]),
                               book.add_format({"num_format": rng.choice(
                                   ["yyyy-mm", "0.00%", "d-mmm", "[h]:mm", "@", "0.0"])}))
        elif what == 5:
            page.merge_range(row, column, row + 1, column + 1, "x")
        else:
            page.write_blank(row, column, None, book.add_format({"bold": True}))


def xlsx_file(rows: list[list[str]], luck: Random | None) -> bytes:
    """A damaged workbook: odd cells, then its archive or its parts changed."""
    import xlsxwriter

    made = io.BytesIO()
    rng = luck or Random(0)
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        if luck and rng.random() < 0.1:
            first = book.add_worksheet("说明")
            if rng.random() < 0.5:
                first.write(0, 0, "notes")
        page = book.add_worksheet("数据")
        changed = luck and rng.random() < 0.3
        for row, cells in enumerate(csv_changed(rows, rng) if changed else rows):
            for column, cell in enumerate(cells):
                page.write(row, column, float(cell) if re.fullmatch(r"\d{1,9}", cell) else
                           cell[:300].replace("\0", ""))
        if luck:
            sheet_changed(book, page, len(rows), rng)
        if luck and rng.random() < 0.1:
            page.activate()
            book.add_worksheet("other").write(0, 0, "more")
    raw = made.getvalue()
    how = rng.random()
    if how < 0.35 or luck is None:
        return raw
    if how < 0.5:
        return bytes_changed(raw, rng)
    return parts_changed(raw, rng)


XML = [(rb'encoding="UTF-8"', b'encoding="%s"' % name) for name in (b"x", b"gbk", b"UTF-16")] + [
    (rb"<v>[^<]*</v>", b""), (rb"<v>[^<]*</v>", b"<v>9e999</v>"), (rb"<v>[^<]*</v>", b"<v>-1</v>"),
    (rb'r="[A-Z]+\d+"', b'r="XFD1048576"'), (rb'r="[A-Z]+\d+"', b""),
    (rb'r="[A-Z]+\d+"', b'r="A0"'),
    (rb't="s"', b't="d"'), (rb't="s"', b't="b"'), (rb"<c ", b"<c t='inlineStr' "),
    (rb'ref="[^"]*"', b'ref="A1:XFD1048576"'), (rb"<row ", b"<row><row "), (rb'r="\d+"', b'r="-5"'),
    (rb"<\?xml[^>]*>", b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]>'),
    (rb"Target=\"[^\"]*\"", b'Target="../../etc"'), (rb'state="[^"]*"', b'state="odd"'),
    (rb'sheetId="\d"', b'sheetId="1" state="hidden"'), (rb'Id="rId\d"', b'Id="r"'), (rb"</", b"<"),
    (rb'name="[^"]*"', b'name=""'), (rb"<sst[^>]*>", b"<sst count='999999999'>"),
    (rb'numFmtId="\d+"', b'numFmtId="-7"'), (rb"<si>", b"<si><r><t>x</t></r>"),
    (rb's="\d+"', b's="99999"'), (rb"<t>", b"<t xml:space='preserve'>\n")]


def parts_changed(raw: bytes, rng: Random) -> bytes:
    """Words of the XML of a workbook changed, parts left out, doubled or swapped."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _time in range(rng.randint(1, 3)):
        name = rng.choice([*parts, *["xl/worksheets/sheet1.xml"] * 10, *["xl/workbook.xml"] * 3])
        if name not in parts:
            continue
        what = rng.random()
        if what < 0.7:
            pattern, put = rng.choice(XML)
            hits = list(re.finditer(pattern, parts[name]))
            for hit in reversed(hits if rng.random() < 0.2 else hits and [rng.choice(hits)]):
                parts[name] = parts[name][:hit.start()] + put + parts[name][hit.end():]
        elif what < 0.8:
            del parts[name]
        elif what < 0.9:
            parts[name] = bytes_changed(parts[name], rng)
        else:
            parts[name] = parts.get(rng.choice([*parts]), b"")
    with zipfile.ZipFile(made, "w", rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED,
                                                zipfile.ZIP_BZIP2])) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


# What is changed, and how each kind is read


@cache
def plugins() -> Any:
    """Everything that is installed, loaded once."""
    from fpplan.plugins import load_plugins

    return load_plugins([])


@cache
def scenarios() -> tuple[str, ...]:
    """The texts of the ready-made scenarios and of the small one that tests break."""
    from fpplan.scenario.load import ready_made

    small = ROOT / "tests" / "bad_inputs" / "good.toml"
    return tuple(path.read_text("utf-8") for path in [*ready_made().values(), small])


@cache
def known() -> Any:
    """Names that scenarios may use."""
    from fpplan.loading import known_names

    return known_names(plugins())


def read_scenario(path: Path) -> object:
    """As `validate` does."""
    from fpplan.loading import world_from, would_run
    from fpplan.scenario import load

    world = world_from(load(path, known()), plugins())
    return would_run(world, str(path))


@cache
def figures() -> list[list[str]]:
    """Figures of a scheme, all given."""
    from fpplan.scheme.figures_file import template

    text = template(plugins().scheme("lianhe").under())
    return [(line + "1" if line.endswith(",") else line).split(",") for line in text.splitlines()]


def read_scored(path: Path) -> object:
    """As `score` does."""
    from fpplan.scheme.evaluate import score
    from fpplan.scheme.figures_file import read_figures

    all_of_them = plugins()
    return score(read_figures(path, all_of_them.schemes.values()),
                 all_of_them.scheme("lianhe").under())


RECORDED = [["unit", "indicator", "found", "of"],
            ["V01", "births_timely_and_right_percent", "21", "24"],
            ["V02", "births_timely_and_right_percent", "30", "31"], ["V01", "srb", "15", "24"],
            ["V03", "discontinuation_per_100_user_years", "30", "300"]]
ASFR = [["year", "age_group", "asfr_per_1000"]] + [
    [str(year), f"{age}-{age + 4}", str(rate)] for year in (2014, 2020)
    for age, rate in zip(range(15, 50, 5), (5, 90, 80, 40, 15, 5, 1), strict=True)]


def read_recorded(path: Path) -> object:
    """As `targets --recorded` does."""
    from fpplan.planning.targets_recorded import read_recorded as read

    return read(str(path), ("V01", "V02", "V03"))


def read_asfr(path: Path) -> object:
    """As `project --asfr` does."""
    from fpplan.projection.asfr_file import read_fertility

    return read_fertility(path)


def read_counts(path: Path) -> object:
    """As `match` does."""
    from fpplan.matching.problem import load

    return load(path)


def setting_files(rng: Random | None) -> dict[str, bytes]:
    """A folder of a setting, one file of it damaged."""
    folder = ROOT / "fpplan" / "data" / "settings" / PLACE
    files = {name: (folder / name).read_bytes() for name in (
        "setting.toml", "parameters.toml", "tables.toml")}
    if rng is None:
        return files
    name = rng.choice([*files])
    if rng.random() < 0.03:
        del files[name]
    else:
        files[name] = toml_file(files[name].decode(), rng)
    return files


def read_setting(path: Path) -> object:
    """As a folder of settings is read."""
    from fpplan.place.setting import load_setting

    return load_setting(path.parent.name, path.parent.parent)


def toml_of(texts: Callable[[], tuple[str, ...]], rng: Random | None) -> dict[str, bytes]:
    """One of some texts, damaged."""
    return {"x.toml": toml_file(rng.choice(texts()) if rng else texts()[0], rng)}


def counts() -> tuple[str, ...]:
    """The problems of counts that tests solve."""
    return tuple(path.read_text("utf-8") for path in sorted(
        (ROOT / "tests" / "matching").glob("*.toml")))


KINDS = {
    "scenario": Kind(partial(toml_of, scenarios), read_scenario, "x.toml"),
    "setting": Kind(setting_files, read_setting, "setting.toml"),
    "counts": Kind(partial(toml_of, counts), read_counts, "x.toml"),
    "figures": Kind(lambda rng: {"x.csv": csv_file(figures(), rng)}, read_scored, "x.csv"),
    "recorded": Kind(lambda rng: {"x.csv": csv_file(RECORDED, rng)}, read_recorded, "x.csv"),
    "asfr": Kind(lambda rng: {"x.csv": csv_file(ASFR, rng)}, read_asfr, "x.csv"),
    "workbook of figures": Kind(lambda rng: {"x.xlsx": xlsx_file(figures(), rng)}, read_scored,
                                "x.xlsx"),
    "workbook of recorded": Kind(lambda rng: {"x.xlsx": xlsx_file(RECORDED, rng)}, read_recorded,
                                 "x.xlsx"),
    "workbook of asfr": Kind(lambda rng: {"x.xlsx": xlsx_file(ASFR, rng)}, read_asfr, "x.xlsx"),
}
COLUMNS = ("kind", "cases", "read", "refused", "traceback", "foreign_words", "no_place_or_rule",
           "memory_or_time")


def result_of(kind: str, number: int, folder: Path) -> tuple[str, str]:
    """(column, what was said) of one case."""
    from fpplan.contract.errors import FpplanError

    each = KINDS[kind]
    rng = Random(f"{SEED} {kind} {number}")
    place = folder / f"case_{number}" / PLACE
    place.mkdir(parents=True)
    try:
        for name, raw in each.make(rng).items():
            (place / name).write_bytes(raw)
        path = place / each.main
        try:
            each.read(path)
        except FpplanError as fault:
            return judged(str(fault), path)
        except MemoryError:
            return "memory_or_time", "MemoryError"
        except BaseException:  # whatever it is, a person would see it
            return "traceback", traceback.format_exc()[-1500:]
        return "read", ""
    finally:
        for file in place.iterdir():
            file.unlink()
        place.rmdir()
        place.parent.rmdir()


def judged(said: str, path: Path) -> tuple[str, str]:
    """(column, what was said) of lines that refuse a case."""
    for line in said.splitlines() or [""]:
        places = str(path), f"{path.parent.name}/"
        where = next((name for name in places if line.startswith(name)), None)
        if where is None or ": " not in line[len(where):] or len(line) > LONGEST:
            return "no_place_or_rule", line
        # What a message repeats of the file stands between its place and the rule.
        rule = line.rpartition(": ")[2]
        if FOREIGN.search(rule):
            return "foreign_words", line
    return "refused", ""


def child(kind: str, first: int, last: int, folder: Path) -> None:
    """Read cases one after the other under the limits; a line of JSON each."""
    out = os.fdopen(os.dup(1), "w")
    each = KINDS[kind]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory(dir=folder) as own:
        each.make(None)  # loads what is needed, which is no case's time
        for number in range(first, last):
            used = resource.getrusage(resource.RUSAGE_SELF)
            limit = int(used.ru_utime + used.ru_stime) + SECONDS + 1
            resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
            column, said = result_of(kind, number, Path(own))
            out.write(json.dumps([number, column, said]) + "\n")
            out.flush()


def in_children(kind: str, first: int, last: int) -> Iterator[tuple[int, str, str]]:
    """(number, column, what was said) of cases; a child that dies fails its case."""
    with tempfile.TemporaryDirectory() as folder:
        while first < last:
            done = subprocess.run(
                [sys.executable, __file__, "--child", kind, str(first), str(last), folder],
                capture_output=True, text=True, errors="replace", check=False)
            for line in done.stdout.splitlines():
                number, column, said = json.loads(line)
                yield number, column, said
                first = number + 1
            if first < last:
                yield first, "memory_or_time", f"the child ended with {done.returncode}: " + (
                    done.stderr[-800:])
                first += 1


def fuzz(cases: int, kinds: list[str], processes: int, show: bool = False,
         ) -> tuple[list[list[object]], list[str]]:
    """The rows of the table, and every failure."""
    batches = []
    for at, kind in enumerate(kinds):
        mine = cases // len(kinds) + (at < cases % len(kinds))
        batches += [(kind, first, min(first + BATCH, mine)) for first in range(0, mine, BATCH)]
    counted = {kind: Counter[str]() for kind in kinds}
    failed = []
    with ThreadPoolExecutor(processes) as pool:
        for (kind, *_range), found in zip(batches, pool.map(
                lambda batch: list(in_children(*batch)), batches), strict=True):
            for number, column, said in found:
                counted[kind][column] += 1
                if column not in ("read", "refused"):
                    failed.append(f"{kind} {number}: {column}: {said}")
                    if show:
                        print(failed[-1], flush=True)
    rows: list[list[object]] = [
        [kind, sum(found.values()), *(found[column] for column in COLUMNS[2:])]
        for kind, found in counted.items()]
    return rows, failed


def main(arguments: list[str]) -> int:
    """Write the table; 1 when a case failed."""
    if arguments[:1] == ["--child"]:
        child(arguments[1], int(arguments[2]), int(arguments[3]), Path(arguments[4]))
        return 0
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--kind", action="append", choices=list(KINDS))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--show", action="store_true", help="print each failure when it is found")
    asked = parser.parse_args(arguments)
    kinds = asked.kind or list(KINDS)
    rows, failed = fuzz(asked.cases, kinds, asked.processes, asked.show)
    for row in rows:
        print(dict(zip(COLUMNS, row, strict=True)))
    if asked.cases == CASES and kinds == list(KINDS):
        write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS, rows, seed=SEED)
    for line in failed[:20]:
        print(line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
