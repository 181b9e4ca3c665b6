"""From what pydantic found to `Problem`s in plain words: dotted key, value, rule, nearest name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from fpplan.contract.errors import nearest
from fpplan.contract.text import _
from fpplan.scenario.values import Refused

__all__ = ["Loc", "Note", "dotted", "explain", "known_words", "valid_keys", "without_tags"]

Loc = tuple[int | str, ...]
Note = Callable[..., None]
"""`note(path, rule, value=None, near=None)`: how a fault is reported while checking."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_FEW = 10  # names that a message may list in full


def dotted(path: Iterable[int | str]) -> str:
    """A path as a reader of the file writes it: `base.readings."lianhe.window"`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            text += ("." if text else "") + (step if _BARE.fullmatch(step) else f'"{step}"')
    return text


def known_words(name: str, valid: Iterable[str]) -> str:
    """The end of a rule about an unknown name: the valid ones, when they are few and none is
    near enough to be offered."""
    names = list(valid)
    if not names:
        return _("; none is known")
    if nearest(name, names) or len(names) > _FEW:
        return ""
    return _("; known: {names}").format(names=", ".join(names))


def explain(fault: ValidationError, model: type[BaseModel], raw: Any, note: Note) -> None:
    """Note every error of `fault`, found in reading `raw` as `model`, with its path inside."""
    seen: set[Loc] = set()
    for error in fault.errors(include_url=False):
        loc = _as_written(without_tags(error["loc"]), raw)
        kind, value, context = error["type"], error["input"], error.get("ctx", {})
        near = None
        if kind in ("missing", "too_long") and (kind == "too_long" or isinstance(loc[-1], int)):
            if kind == "missing":
                loc = loc[:-1]
            if loc in seen:
                continue
            seen.add(loc)
            need = context.get("max_length", len(_items(model, loc)))
            rule = _("needs exactly {need} numbers and has {has}").format(
                need=need, has=len(value))
        elif kind == "missing":
            rule, value = _("is missing"), None
            near = _misspelt(str(loc[-1]), error["input"], model, loc)
        elif kind == "extra_forbidden":
            valid = valid_keys(model, loc[:-1])
            near = nearest(str(loc[-1]), valid)
            rule = _("unknown key") + known_words(str(loc[-1]), valid)
            if "migra" in str(loc[-1]).lower():
                near, rule = None, _(
                    "net migration cannot be given as a number here: a projection takes it"
                    " (`fpplan project --migration FILE`). Who moves in a scenario is a stratum"
                    " with `moves` to another; one that lives elsewhere says `resident = false`")
        elif kind == "literal_error":
            options = re.findall(r"'([^']*)'", context["expected"]) or [context["expected"]]
            near = nearest(value, options) if isinstance(value, str) else None
            rule = _("must be one of {options}").format(options=", ".join(options))
        elif kind == "value_error" and isinstance(context["error"], Refused):
            refused = context["error"]
            rule = refused.rule
            value = refused.shown[0] if refused.shown else value
        else:
            rule = _rule(kind, context, error["msg"])
        note(loc, rule, None if isinstance(value, Mapping) else value, near)


def _rule(kind: str, context: Mapping[str, Any], message: str) -> str:
    """The rule that a value breaks, by pydantic's name for it."""
    rules = {
        "float_type": _("must be a number, without quotes"),
        "int_type": _("must be a whole number, without quotes"),
        "string_type": _("must be text in quotes"),
        "bool_type": _("must be true or false"),
        "dict_type": _("must be a table"),
        "model_type": _("must be a table"),
        "tuple_type": _("must be a list in square brackets"),
        "finite_number": _("must be a finite number"),
        "greater_than_equal": _("must be at least {ge}"),
        "greater_than": _("must be above {gt}"),
        "less_than_equal": _("must be at most {le}"),
        "too_short": _("must not be empty"),
    }
    numbers = {key: f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:g}"
               for key, value in context.items() if isinstance(value, int | float)}
    return rules[kind].format(**numbers) if kind in rules else message


def _misspelt(name: str, table: Any, model: type[BaseModel], loc: Loc) -> str | None:
    """A key of the table that looks like the missing one and means nothing else."""
    if not isinstance(table, Mapping):
        return None
    valid = set(valid_keys(model, loc[:-1]))
    return nearest(name, [key for key in table if key not in valid])


def without_tags(loc: Loc) -> Loc:
    """A location without the names, such as "<pool>", of the forms that a value may have."""
    return tuple(step for step in loc
                 if not (isinstance(step, str) and step.startswith("<") and step.endswith(">")))


def _as_written(loc: Loc, raw: Any) -> Loc:
    """A location without a place in a list that the file writes as a single number."""
    for depth, step in enumerate(loc):
        if isinstance(step, int) and not isinstance(raw, list | tuple):
            return loc[:depth]
        try:
            raw = raw[step]
        except (KeyError, IndexError, TypeError):
            break
    return loc


def valid_keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that the table at a location may have."""
    for kind in _kinds(model, loc):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return [info.alias or name for name, info in kind.model_fields.items()]
    return []


def _items(model: type[BaseModel], loc: Loc) -> tuple[Any, ...]:
    """The item types of the fixed-length list at a location."""
    for kind in _kinds(model, loc):
        if get_origin(kind) is tuple:
            return get_args(kind)
    return ()


def _kinds(model: Any, loc: Loc) -> list[Any]:
    """The types that may stand at a location, unwrapped."""
    kinds = list(_unwrap(model))
    for step in loc:
        kinds = [inner for kind in kinds for outer in _inside(kind, step)
                 for inner in _unwrap(outer)]
    return kinds


def _inside(kind: Any, step: int | str) -> Iterator[Any]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, info in kind.model_fields.items():
            if step in (name, info.alias):
                yield info.annotation
    elif isinstance(step, int) and get_origin(kind) is tuple:
        yield get_args(kind)[0]
    elif get_origin(kind) is not None and get_args(kind) and isinstance(step, str):
        yield get_args(kind)[-1]


def _unwrap(kind: Any) -> Iterator[Any]:
    if get_origin(kind) is Annotated:
        yield from _unwrap(get_args(kind)[0])
    elif get_origin(kind) in (Union, UnionType):
        for option in get_args(kind):
            yield from _unwrap(option)
    else:
        yield kind
