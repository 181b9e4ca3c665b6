"""What this model cannot tell, in five sentences for every page that people decide by.

docs/model.md has the same sentences above its chapter on what is weak. `failing` names the rows of
the tables of evidence that do not hold; a test reads the tables and finds each of them here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fpplan.contract.text import Text

__all__ = ["TITLE", "WEAK", "Weak"]

TITLE = Text("这个模型说不清什么", "What this model cannot tell")


@dataclass(frozen=True)
class Weak:
    """One sentence; `failing`: table of evidence -> what its rows that do not hold are about."""

    text: Text
    failing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


WEAK = (
    Weak(Text(
        "工时能使避孕和出生改变多少：试验中的变化大于模型（Karra 2022的产后再次怀孕、Glennerster "
        "2021的出生、Matlab 1977的使用和出生），请看方向，不要看大小。",
        "How much hours change use and births: trials changed more than the model does "
        "(conceptions after a birth in Karra 2022, births in Glennerster 2021, use and births in "
        "Matlab 1977), so read directions, not sizes."), {
        "trials.csv": ("Karra 2022, Lilongwe", "Glennerster 2021, Burkina Faso", "Matlab 1977"),
    }),
    Weak(Text(
        "谁还会再生、谁的需求没有满足：45—49岁的未满足的避孕需求太低；与2000年人口普查相比，两男"
        "之后的第三孩男孩太多，两女之后再生的太少，假定普查漏报儿童时一男之后的第二孩男孩也太多。",
        "Who goes on to another birth and who is in need: unmet need at 45-49 is too low; "
        "against the census of 2000 third births after two boys have too many boys, those after "
        "two girls are too few, and second births after one boy have too many boys where the "
        "census hides children."), {
        "need.csv": ("unmet need at 45-49",),
        "census.csv": ("third birth after two boys", "third birth after two girls",
                       "second birth after one boy"),
    }),
    Weak(Text(
        "缺少的女孩是没有出生还是没有上报，以及账上瞒了多少：莲荷乡匹配后，第二孩及以后的上报性别"
        "比仍低于公布的数，公布的各数合起来也不大可能出自模型（联合p值太小）。",
        "Whether girls are missing from births or from the books, and how much books hide: "
        "matched, Lianhe still reports fewer boys among second and later births than were "
        "published, and its published figures together are unlikely under the model (a joint "
        "p-value too small)."), {
        "lianhe.csv": ("srb_second_and_later", "joint p-value"),
    }),
    Weak(Text(
        "两三年以后的事：运行、计划和目标从那时起只说“别的都不变会怎样”；推算的范围从第八年起太窄"
        "，出生偏多。",
        "What comes after two or three years: runs, plans and targets then say what comes if "
        "nothing else changes; ranges of projections are too narrow from the eighth year on, "
        "with too many births.")),
    Weak(Text(
        "一个真实的村，以及人们怎样应对：各村的差别只有规模、服务和运气，没有人因分数或奖惩而改变"
        "做法，多数参数是假定的，范围大概太窄。",
        "A real village, and how people answer: villages differ by size, services and chance "
        "alone, nobody acts otherwise for points or pay, and most numbers are assumed, so that "
        "ranges are probably too narrow.")),
)
