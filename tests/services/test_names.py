"""Chinese names are read as families read them: by a table for surnames, by pypinyin for the rest."""

from __future__ import annotations

import pytest

from app.services.names import pinyin_of, surnames


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("张三", "zhangsan", "zs"),
        ("单雪梅", "shanxuemei", "sxm"),
        ("曾志强", "zengzhiqiang", "zzq"),
        ("解海涛", "xiehaitao", "xht"),
        ("仇伟", "qiuwei", "qw"),
        ("查良", "zhaliang", "zl"),
        ("朴敏", "piaomin", "pm"),
        ("盖军", "gejun", "gj"),
        ("区少华", "oushaohua", "osh"),
        ("缪斌", "miaobin", "mb"),
        ("翟静", "zhaijing", "zj"),
        ("乐天", "yuetian", "yt"),
        ("覃芳", "qinfang", "qf"),
        ("欧阳芷若", "ouyangzhiruo", "oyzr"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("长孙无忌", "zhangsunwuji", "zswj"),
        ("吕布", "lvbu", "lb"),
    ],
)
def test_surname_is_read_as_the_family_reads_it(name: str, full: str, initials: str) -> None:
    assert pinyin_of(name) == (full, initials)


def test_name_is_not_taken_for_a_word() -> None:
    # 于思 is a word (yusai); here it is the surname 于 and the beginning of a given name.
    assert pinyin_of("于思雨").full == "yusiyu"


def test_firm_has_no_surname() -> None:
    # 单 is shan only where a person's name begins with it.
    assert pinyin_of("单向商贸有限公司").full.startswith("danxiang")


@pytest.mark.parametrize(
    ("name", "full"),
    [("Smith John", "smithjohn"), ("王5", "wang5"), ("阿依古丽·买买提", "ayigulimaimaiti"), ("", "")],
)
def test_other_signs_stay_or_fall_away(name: str, full: str) -> None:
    assert pinyin_of(name).full == full


def test_table_is_in_lower_case_without_tones() -> None:
    single, double = surnames()
    assert all(reading.isascii() and reading.islower() for reading in single.values())
    assert all(len(syllables) == len(name) == 2 for name, syllables in double.items())
