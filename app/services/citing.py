"""Where a rule is to be found, as a reader of law expects it: 第13条, art. 13, 12 CFR 1006.14(b)(2)."""

from __future__ import annotations

import re

_ONE = r"\d+(-\d+)?"
_ARTICLES = re.compile(rf"{_ONE}(, {_ONE})*")
_PARAGRAPH = re.compile(r"\d+(\(\d+\))+")
_SECTION = re.compile(r"[\d(]")
_PART = re.compile(r"(\d+)\.")
_TITLE = re.compile(r"\d+ USC\b")
_ACT = re.compile(r"\bAct\b")


def article_text(source: str, article: str | None, is_chinese: bool) -> str:
    """Where in a source, named as it is shown, a rule stands. A pack names it by number, or by a heading of its own
    where no number was seen; such a heading is English and says nothing to a reader of Chinese."""
    if not article:
        return ""
    if is_chinese:
        if _ARTICLES.fullmatch(article):
            return f"第{article.replace(', ', '、')}条"
        return article if _SECTION.match(article) else ""
    if _ARTICLES.fullmatch(article) or _PARAGRAPH.fullmatch(article):
        many = "s" if "," in article else ""
        return f"s{many}. {article}" if _ACT.search(source) else f"art{many}. {article}"
    return article


def cited(source: str, article: str | None, is_chinese: bool) -> str:
    """A source with the place in it. A section goes on where the name ends: CONC 7 and 7.9 are CONC 7.9."""
    if not article:
        return source
    part = _PART.match(article)
    if part is not None:
        named = rf"(?<![\d.]){part[1]}(?![\d.])"
        if re.search(named, source):
            return re.sub(named, article, source, count=1)
    title = _TITLE.search(source)
    if title is not None:
        return source.replace(title[0], f"{title[0]} {article}", 1)
    where = article_text(source, article, is_chinese)
    if not where:
        return source
    if is_chinese:
        return f"{source}{where}" if where.startswith("第") else f"{source} {where}"
    return f"{source}, {where}"
