"""Rules and words that are data: rule packs, result codes, reasons, strategies, scripts."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "data_missing": (
        "The data file lacks the entry {entry}. Add it.",
        "数据文件缺少 {entry}。请补上。",
    ),
    "data_unknown": (
        "The data file has an entry that FairDue does not know: {entry}. Correct its spelling or remove it; "
        "possible is: {choices}.",
        "数据文件里有不认识的条目 {entry}。请改正拼写或删除；可用：{choices}。",
    ),
    "data_type": (
        "The entry {entry} should be: {expected}. Correct it.",
        "条目 {entry} 应为：{expected}。请改正。",
    ),
    "data_value": (
        "The entry {entry} says {found}; possible is: {expected}. Correct it.",
        "条目 {entry} 写的是 {found}，可以是：{expected}。请改正。",
    ),
    "data_twice": (
        "The entry {entry} stands there twice. Remove one.",
        "条目 {entry} 出现了两次。请删除一个。",
    ),
    "contract_not_toml": (
        "The contract cannot be read as TOML: {why}. Correct the line, or start from the shipped contract.",
        "合同条款不是有效的 TOML：{why}。请改正该行，或从随附的条款模板开始。",
    ),
    "pack_source_unknown": (
        "The rule {entry} names a source that the pack does not list ({source}). List it under authorities.",
        "规则 {entry} 引用的来源 {source} 未在规则包中列出。请在 authorities 中补上。",
    ),
    "pack_unknown": (
        "There is no rule pack {pack}. Choose one of: {known}.",
        "没有规则包 {pack}。可选：{known}。",
    ),
    "pack_other": (
        "This is the rule pack {found}, not {expected}. Choose the file of {expected}.",
        "这是规则包 {found}，不是 {expected}。请选择 {expected} 的文件。",
    ),
    "pack_too_long": (
        "The file is too large for a rule pack: at most {limit} bytes. Choose another.",
        "文件太大，不像规则包（最多 {limit} 字节）。请另选。",
    ),
    "rule_unknown": (
        "The pack has no rule {rule}; possible is: {choices}.",
        "规则包里没有 {rule}，可用：{choices}。",
    ),
    "rule_value_wrong": (
        "{found} is not what this rule takes: {expected}. Correct it.",
        "{found} 不是该规则的写法，应如：{expected}。请改正。",
    ),
    "rule_not_typed": (
        "{rule} is a table. Give the pack out as a file, change it there, and take it in again.",
        "{rule} 是表格。请导出规则包，在文件中修改后再导入。",
    ),
    "change_missing": (
        "There is no such change in the history of this pack. Choose one of the list.",
        "该规则包的历史里没有这次修改。请从列表中选择。",
    ),
    "result_contradicts": (
        "The flags of the result {entry} contradict each other at {flag}. Correct the data file.",
        "结果 {entry} 的标志在 {flag} 处自相矛盾。请改正数据文件。",
    ),
    "reasons_too_many": (
        "{entry} holds {count} reasons; the digits reach for nine. Split the group.",
        "{entry} 有 {count} 个原因，数字键只够九个。请拆分这一组。",
    ),
    "letter_steps": (
        "The step of {entry} does not follow those before it. Correct its order.",
        "{entry} 的步骤与前面的不衔接。请改正顺序。",
    ),
    "treatment_span": (
        "The span of {entry} ends before it begins. Correct `from` or `to`.",
        "{entry} 的范围首尾颠倒。请改正 from 或 to。",
    ),
    "treatment_last": (
        "The last entry of {entry} must go without conditions, so that every case has one. Add such an entry.",
        "{entry} 的最后一条不能带条件，以便每个案件都有归属。请补上一条。",
    ),
    "treatment_hidden": (
        "No case reaches {entry}, since an entry before it has no conditions. Move it up or remove it.",
        "{entry} 前面有一条不带条件的，任何案件都到不了这里。请上移或删除。",
    ),
    "strategy_steps": (
        "The steps of {entry} are not in order, or not as many as its thresholds. Correct the data file.",
        "{entry} 的阶梯顺序不对，或与门槛数目不符。请改正数据文件。",
    ),
    "script_missing": (
        "The scripts have no line for {entry}. Add one.",
        "话术缺少 {entry}。请补上。",
    ),
    "script_place": (
        "The script {entry} has a place that FairDue cannot fill: {place}. Correct it.",
        "话术 {entry} 有无法填写的占位 {place}。请改正。",
    ),
    "script_discloses": (
        "The script {entry} would tell a third person of the debt ({place}). Remove that place.",
        "话术 {entry} 会向第三人透露欠款（{place}）。请删去该占位。",
    ),
}
