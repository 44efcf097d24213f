"""What verification found. ``seq`` is a fact's number in this store, ``uid`` its identity everywhere."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "audit_page": (
        "A page of the file is damaged ({said}). Stop working in it and restore a backup.",
        "文件有一页已损坏（{said}）。请停止使用并从备份恢复。",
    ),
    "audit_trigger_missing": (
        "The trigger {name}, which keeps facts append-only, is missing. Somebody removed it; facts may have been "
        "changed since.",
        "保证事实只增不改的触发器 {name} 不见了。有人删除过它，之后的事实可能被改动。",
    ),
    "audit_trigger_changed": (
        "The trigger {name} is not the one FairDue made. Somebody changed it; facts may have been changed since.",
        "触发器 {name} 与程序建立的不同。有人改过它，之后的事实可能被改动。",
    ),
    "audit_trigger_added": (
        "There is a trigger FairDue did not make: {name}. It may change what is written.",
        "有程序未建立的触发器：{name}。它可能改动写入的内容。",
    ),
    "audit_device_unknown": (
        "Facts were written by a device the store does not know ({device}).",
        "有事实来自库中未登记的设备（{device}）。",
    ),
    "audit_gap": (
        "{missing} facts are missing between number {after} of the chain and fact {seq} ({kind}, {uid}): they were "
        "deleted.",
        "链上第 {after} 号之后、事实 {seq}（{kind}，{uid}）之前缺少 {missing} 条：已被删除。",
    ),
    "audit_link": (
        "The header of fact {seq} ({kind}, {uid}) does not follow from the one before it: it was changed, moved or "
        "put in.",
        "事实 {seq}（{kind}，{uid}）的抬头与前一条接不上：被改动、移动或插入过。",
    ),
    "audit_head": (
        "No chain of this store stood at {facts} facts with the link {link}: facts are missing at the end, the record "
        "was written anew, or the paper is of another store.",
        "本库没有一条链在第 {facts} 条时的链接是 {link}：末尾缺少事实、记录被改写，或这张纸属于另一个库。",
    ),
    "audit_digest": (
        "The content of fact {seq} ({kind}, {uid}) was changed after it was written.",
        "事实 {seq}（{kind}，{uid}）的内容在写入后被改动。",
    ),
    "audit_content_missing": (
        "The content of fact {seq} ({kind}, {uid}) is gone.",
        "事实 {seq}（{kind}，{uid}）的内容不见了。",
    ),
    "audit_content_stray": (
        "Table {table} holds a content numbered {seq} that belongs to no fact of its kind: it was put in.",
        "表 {table} 中编号 {seq} 的内容不属于任何同类事实：是插入的。",
    ),
    "audit_document_changed": (
        "The paper kept under {digest} is not what was issued: somebody changed its bytes.",
        "存档 {digest} 与出具时不一致：有人改动过。",
    ),
    "audit_document_missing": (
        "The paper of letter {letter_no} is gone: somebody deleted it.",
        "信函 {letter_no} 的存档不见了：有人删除过。",
    ),
    "audit_attachment_missing": (
        "The kept file {file_name} is gone: somebody deleted it.",
        "存档文件 {file_name} 不见了：有人删除过。",
    ),
    "audit_erased_unnamed": (
        "The content of fact {seq} ({kind}, {uid}) was emptied, and no erasure names it.",
        "事实 {seq}（{kind}，{uid}）的内容被清空，但没有对应的删除记录。",
    ),
    "audit_erasure_left": (
        "An erasure names fact {seq} ({kind}, {uid}), but part of its content is still there. Erase it again.",
        "删除记录指明了事实 {seq}（{kind}，{uid}），但部分内容仍在。请重新删除。",
    ),
    "audit_erasure_undone": (
        "An erasure names fact {seq} ({kind}), but its content is still there. Erase it again.",
        "删除记录指明了事实 {seq}（{kind}），但内容仍在。请重新删除。",
    ),
    "audit_openings_missing": (
        "{missing} of the {kept} openings numbered {first} to {last} (up to {day}) are gone: somebody deleted the "
        "record of who looked at a case.",
        "编号 {first} 至 {last}（截至 {day}）的 {kept} 条打开记录中少了 {missing} 条：有人删除了谁看过案件的记录。",
    ),
    "audit_openings_changed": (
        "The openings numbered {first} to {last} (of {day}) are not as they were kept: one was changed, moved or "
        "put in.",
        "编号 {first} 至 {last}（{day}）的打开记录与保存时不同：有条目被改动、移动或插入过。",
    ),
    "audit_state": (
        "What is kept of case {case_no} differs from what its facts say ({columns}). Run `fairdue rebuild`.",
        "案件 {case_no} 的缓存状态与事实不符（{columns}）。请运行 fairdue rebuild。",
    ),
    "audit_state_missing": (
        "Case {case_no} is missing in the queue. Run `fairdue rebuild`.",
        "队列中缺少案件 {case_no}。请运行 fairdue rebuild。",
    ),
    "audit_state_of_nothing": (
        "Case {case_no} stands in the queue, but no fact says so. Run `fairdue rebuild`.",
        "案件 {case_no} 在队列中，但没有任何事实。请运行 fairdue rebuild。",
    ),
    "audit_state_without_case": (
        "The queue holds case {case_no}, which does not exist. Run `fairdue rebuild`.",
        "队列里有不存在的案件 {case_no}。请运行 fairdue rebuild。",
    ),
    "audit_state_underivable": (
        "The state of case {case_no} cannot be derived: its facts are damaged. Restore a backup.",
        "案件 {case_no} 的状态无法推导：事实已损坏。请从备份恢复。",
    ),
    "audit_counts": (
        "The queue's count of tier {tier} of user {collector_no} is wrong. Run `fairdue rebuild`.",
        "用户 {collector_no} 第 {tier} 档的计数不对。请运行 fairdue rebuild。",
    ),
    "audit_search_missing": (
        "The search does not find case {case_no}.",
        "搜索中缺少案件 {case_no}。",
    ),
    "audit_search_extra": (
        "The search finds a case that does not exist ({case_no}).",
        "搜索中有不存在的案件（{case_no}）。",
    ),
}
