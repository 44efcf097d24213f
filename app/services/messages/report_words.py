"""What the figures and columns of reports and exports are called. Code → (English, Chinese)."""

from __future__ import annotations

from app.domain.weekly import Figure, Move

FIGURES: dict[Figure, tuple[str, str]] = {
    Figure.CONTACTS: ("Contacts", "催记"),
    Figure.ATTEMPTS: ("Attempts", "拨打尝试"),
    Figure.CONNECTED: ("Connected", "接通"),
    Figure.RIGHT_PARTY: ("Right party", "有效联络"),
    Figure.PROMISES: ("Promises", "新承诺"),
    Figure.KEPT: ("Kept", "已兑现"),
    Figure.PARTLY_KEPT: ("Partly kept", "部分兑现"),
    Figure.BROKEN: ("Broken", "未兑现"),
    Figure.OPEN: ("Still open", "待兑现"),
    Figure.COLLECTED: ("Payments", "回款笔数"),
    Figure.PLANS: ("Plans agreed", "分期达成"),
    Figure.REASONS: ("Reasons told", "逾期原因"),
    Figure.SKIPPED: ("Passed over", "跳过"),
    Figure.BLOCKED: ("Blocked", "被拦截"),
    Figure.OVERRIDDEN: ("Overridden", "越过软规则"),
    Figure.AGAINST_RULE: ("Against a rule", "违规联络"),
    Figure.COMPLAINTS: ("Complaints", "投诉"),
}

MOVES: dict[Move, tuple[str, str]] = {
    Move.WORSE: ("Worse", "下滚"),
    Move.SAME: ("Same", "持平"),
    Move.BETTER: ("Better", "回升"),
    Move.CLOSED: ("Closed", "出案"),
    Move.NEW: ("New", "新进"),
}

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Weekly report", "催收周报"),
    "week": ("Week", "周次"),
    "period": ("Period", "期间"),
    "made_at": ("Made at", "生成时间"),
    "made_by": ("Made by", "生成人"),
    "running": ("The week is still running: figures up to now.", "本周尚未结束：数字截至生成时。"),
    "collector": ("Collector", "催收员"),
    "all": ("All", "合计"),
    "nobody": ("Nobody", "未分配"),
    "somebody_else": ("Somebody else", "其他人员"),
    "figure": ("Figure", "指标"),
    "amount": ("amount", "金额"),
    "collected": ("Collected", "回款金额"),
    "promised": ("Promised", "承诺金额"),
    "kept_rate": ("Kept rate %", "承诺兑现率 %"),
    "right_party_rate": ("Right party %", "有效联络率 %"),
    "average": ("4-week average", "前四周平均"),
    "reason": ("Reason", "逾期原因"),
    "code": ("Code", "代码"),
    "number": ("Number", "件数"),
    "rule": ("Rule", "规则"),
    "bucket": ("Bucket", "账龄"),
    "cases": ("Cases", "案件数"),
    "balance": ("Balance", "余额"),
    "before": ("From", "原账龄"),
    "after": ("To", "现账龄"),
    "currency": ("Currency", "币种"),
    "trend": ("Trend", "趋势"),
    "collectors": ("Collectors", "人员"),
    "promises_due": ("Promises due", "到期承诺"),
    "reasons": ("Reasons", "原因"),
    "skips": ("Passed over", "跳过案件"),
    "skip_reason": ("Why", "跳过原因"),
    "ageing": ("Ageing", "账龄分布"),
    "roll": ("Roll between buckets", "账龄迁徙"),
    "compliance": ("Compliance", "合规"),
    "activity": ("Activity", "作业量"),
    "not_filled": ("not counted yet", "尚未统计"),
    "closed": ("Closed", "出案"),
    "new": ("New", "新进"),
    "page": ("Page {page} of {pages}", "第 {page} 页，共 {pages} 页"),
    "none": ("Nothing in this week.", "本周没有记录。"),
}


def word(code: str, language: str) -> str:
    """What one of the words is in a language."""
    return WORDS[code][language.startswith("zh")]


def figure_word(figure: Figure, language: str) -> str:
    """What a figure is called."""
    return FIGURES[figure][language.startswith("zh")]


def move_word(move: Move, language: str) -> str:
    """What a move between buckets is called."""
    return MOVES[move][language.startswith("zh")]
