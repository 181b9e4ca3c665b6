"""What the framework leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("points", Text("框架不给分；各项分数是设定",
                           "the framework gives no points; those of each item are assumed"), {
        "choice_first": Text("设定：信息 20，满足、选择、断货、记录各 15，需求、续用各 10，共 100",
                             "assumed: information 20; demand satisfied, choice, stock-outs and "
                             "records 15 each; unmet need and continuation 10 each; 100 in all"),
        "own": Text("同上，按自定权重重新分配这 100 分（未给的权重为 1）",
                    "the same 100 divided anew by your own weights (1 where none is given)"),
        "equal": Text("设定：七项各 10 分，共 70",
                      "assumed: 10 for each of the seven, 70 in all"),
        "none": Text("不计分，只看是否达到", "no points: each is met or not"),
    }, "choice_first"),
    Reading("information", Text("用哪个信息指数", "which information index"), {
        "mii": Text("三项（其他方法、副作用、怎样处理）", "three answers (MII)"),
        "mii_plus": Text("四项，另加可以换方法", "four, that one can switch among them (MIIplus)"),
    }, "mii_plus"),
    Reading("survey", Text("调查和抽查的误差", "the sampling error of surveys and audits"), {
        "exact": Text("不计", "left out"),
        "sample": Text("按 400 名妇女、100 份记录（设定）计",
                       "of 400 women and 100 records (assumed)"),
    }, "exact"),
    Reading("nobody", Text("没有对象（0/0）", "nobody to count (0 of 0)"), {
        "full": Text("计满分", "full points"),
        "nothing": Text("不计分", "no points"),
    }, "full"),
)
