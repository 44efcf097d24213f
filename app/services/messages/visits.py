"""Visits, holds with a term, contacts made elsewhere, and rules that were set aside."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "visit_missing": (
        "There is no such visit in this case. Look it up in the list of visits.",
        "该案没有这次外访。请在外访列表中查找。",
    ),
    "visit_in_past": ("The visit lies in the past. Choose a later time.", "外访时间已过。请选择以后的时间。"),
    "visit_needs_address": (
        "A visit needs an address of the person. Add one to the contacts.",
        "外访需要对方的地址。请先在联系方式中添加。",
    ),
    "visit_not_planned": (
        "This visit was made or called off already. Plan another.",
        "这次外访已完成或已取消。请另行安排。",
    ),
    "collectors_missing": ("Nobody is named who goes. Name the collectors.", "没有填写外访人员。请填写。"),
    "collector_twice": (
        "{name} is named twice. Name each collector once.",
        "{name} 填写了两次。每人只填一次。",
    ),
    "check_unknown": (
        "There is no check {check} on a visit; possible is: {choices}.",
        "外访没有检查项 {check}，可选：{choices}。",
    ),
    "visit_other_day": (
        "The visit was planned for {planned} and is told of as made on {made}, a day that no notice named. Say why.",
        "外访原定 {planned}，现登记为 {made} 进行，面谈通知未写明这一天。请写明原因。",
    ),
    "minutes_required": (
        "Somebody was met, so minutes are needed. Write what was said.",
        "已见到对方，须填写外访记录。请写明谈话内容。",
    ),
    "override_needs_lead": (
        "By this rule pack only a lead sets a rule aside. Ask the lead.",
        "按此规则包，放行须由主管决定。请找主管。",
    ),
    "hold_ends_before_start": (
        "The hold would end before it begins. Choose a later end or an earlier start.",
        "停催结束早于开始。请调整起止时间。",
    ),
    "count_of_nothing": (
        "No contact is counted. Give how many were connected or not answered.",
        "没有次数。请填写接通或未接通的次数。",
    ),
    "count_too_high": (
        "{found} contacts in a day are not believable; at most {most} are taken. Check the number.",
        "一天 {found} 次不合常理，最多 {most} 次。请核对。",
    ),
    "count_in_future": (
        "This day has not come yet. Choose today or earlier.",
        "日期还没到。请选今天或以前。",
    ),
    "count_needs_number": (
        "Unanswered attempts count by the number. Choose the number.",
        "未接通次数按号码计。请选择号码。",
    ),
}
