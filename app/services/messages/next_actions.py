"""What to do next on a case, and why, in one line. Code → (English, Chinese). A reason that is none of these is that of
the tier (``terms.toml``)."""

from __future__ import annotations

MOVES: dict[str, tuple[str, str]] = {
    "call": ("Call {who}", "致电{who}"),
    "relay": ("Ask {who} to relay a call-back, nothing of the debt", "请{who}转告回电，不谈债务"),
    "text": ("Send “{title}” to {who}", "向{who} 发送《{title}》"),
    "letter": ("Write “{title}”", "出具《{title}》"),
    "visit": ("Plan a visit: {who}", "安排外访：{who}"),
    "plan": ("Talk over a plan with {who}", "与{who}商量还款计划"),
    "proof": ("Ask {who} for proof: {proof}", "向{who}索取证明：{proof}"),
    "hold": ("Place a hold: {hold}", "登记停催：{hold}"),
    "hand_back": ("Make it ready to go back", "整理退案"),
    "escalate": ("Take it to: {stage}", "转入{stage}"),
    "wait": ("Wait until {moment}", "等到 {moment}"),
    "wait_open": ("Wait", "等待"),
    "find": ("Look for another number or address", "补充联系方式"),
    "none": ("Nothing to do", "无需处理"),
}
WHYS: dict[str, tuple[str, str]] = {
    "recall_near": ("goes back to the creditor in {days:day|days}", "{days} 天后退案"),
    "recall_past": ("should have gone back {days:day|days} ago", "退案日已过 {days} 天"),
    "held_for_proof": ("on hold; proof asked for on {date} is missing", "停催中；{date}索取的证明未到"),
    "reason_holds": ("{reason}: nothing is asked for while it is looked into", "{reason}：核实期间不催收"),
    "goes_further": (
        "{days:day|days} overdue, {attempts:try|tries} since last reached; the lead decides",
        "逾期 {days} 天，失联后已尝试 {attempts} 次；由主管决定",
    ),
    "plan_offered": ("a plan was offered and is not agreed to", "已提出还款计划，尚未达成"),
    "proof_missing": ("asked for on {date}, not received", "{date}已索取，尚未收到"),
    "cadence": ("{treatment}: every {days:day|days}", "{treatment}：每 {days} 天联系一次"),
    "reason_plans": ("{reason}: a plan would help", "{reason}：适合分期"),
    "no_way": ("nothing known may be used, now or later", "现有联系方式均不可用"),
    "gate_opens": ("{channel} is not allowed before", "此前不可{channel}"),
    "lost": ("the debtor cannot be reached", "债务人失联"),
    "treatment": ("{treatment}", "{treatment}"),
    "letter_due": ("{days:day|days} overdue, the next letter is due", "逾期 {days} 天，信函到期"),
}
