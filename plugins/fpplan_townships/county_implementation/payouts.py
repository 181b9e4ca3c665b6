"""The reward fund where its terms can be computed, awards lost, grants stopped, posts barred."""

from collections.abc import Iterator

from fpplan.api import Fund, LookBack, Payout, PerEvent, Pick, Proportional, Rank, Text, Threshold

from .words import OWN, clause

FUND = "縣政府設立計劃生育工作獎勵基金"
VILLAGE = Text("村（居）", "the village")
TERMS = ("数额和办法另行制定（分法是假定）。",
         "Sums and terms are to be set later (how it is shared is assumed).")


def _funds() -> Iterator[Payout]:
    total = f"#{OWN}"
    yield Payout("advanced_award", Text("先进集体奖", "award for advanced townships"),
                 clause(FUND, *TERMS), Text("乡镇（街道）", "township or subdistrict"),
                 yuan=Pick("advanced", {
                     "three_equal": Fund(f"{OWN}_advanced_fund_yuan", "units",
                                         Rank(total, "units", {1: 1.0, 2: 1.0, 3: 1.0})),
                     "by_place": Fund(f"{OWN}_advanced_fund_yuan", "units",
                                      Rank(total, "units", {1: 3.0, 2: 2.0, 3: 1.0}))}),
                 barred=("veto",))
    yield Payout("lawful_births_award", Text("依法生育村（居）奖", "award for lawful births"),
                 clause("依法生育村(居)獎", *TERMS), VILLAGE,
                 yuan=Fund(f"{OWN}_lawful_births_fund_yuan", "units",
                           Threshold("births_out_of_policy", 0, "most", 1.0)), barred=("veto",))
    yield Payout("methods_award", Text("长效节育措施落实奖", "award for long-acting methods"),
                 clause("長效節育措施落實獎", *TERMS), VILLAGE,
                 yuan=Fund(f"{OWN}_methods_fund_yuan", "units",
                           Proportional("long_acting_timely_percent", 1.0, 100)),
                 barred=("veto",))


def _losses() -> Iterator[Payout]:
    for name, quote, zh, en in (
            ("awards_lost", "各類先進評比的否決關", "取消各类评先", "no award of any kind"),
            ("grants_stopped", "各級補助經費的停撥或緩撥關", "补助经费停拨或缓拨",
             "grants stopped or deferred")):
        text = Text(zh, en)
        yield Payout(name, text, clause(quote, f"不达标的{zh}。", f"Failed: {en}."), VILLAGE,
                     sanction=text, missed="standard")
    held = Text("责任追究", "held to account")
    yield Payout("held_to_account", held, clause("按照有關規定進行責任追究", "不达标的责任追究。",
                                                 "Failed: held to account."),
                 Text("村“两委”、协会专职副会长和服务员",
                      "village leadership, association's deputy head, service worker"),
                 sanction=held, missed="standard")


def _posts() -> Iterator[Payout]:
    committee = Text("不得当选、不宜推选村“两委”", "barred from the village's leadership")
    delegate = Text("不得担任村民代表和廉情监督委员", "barred as representative or supervisor")
    candidates = Text("候选人", "candidates")

    def births(name: str) -> LookBack:
        return LookBack(f"{OWN}_{name}_births",
                        (f"{OWN}_{name}_births_1_before", f"{OWN}_{name}_births_2_before"), 1.0)

    yield Payout("committee_barred", committee,
                 clause("凡是本人及子女近三年內有違法生育行為的",
                        "本人及子女近三年内有违法生育的。",
                        "Unlawful birth, own or of children, in the last three years."),
                 candidates, sanction=committee, when=births("own_or_children"))
    yield Payout("committee_barred_term", committee,
                 clause("在上屆任職期間工作嚴重失誤", "上届工作严重失误的。",
                        "Grave failure in the last term."),
                 candidates, sanction=committee, when=PerEvent(f"{OWN}_term_failed", 1.0))
    yield Payout("delegate_barred", delegate,
                 clause("凡是本人近三年內有違法生育行為的", "本人近三年内有违法生育的。",
                        "Own unlawful birth in the last three years."),
                 candidates, sanction=delegate, when=births("own"))


def payouts() -> list[Payout]:
    """Every payout and sanction whose terms can be computed."""
    return [*_funds(), *_losses(), *_posts()]
