"""What is said when a document cannot be drawn or a template cannot be used."""

from __future__ import annotations

SENTENCES = {
    "fonts_missing": (
        "The fonts for documents were not loaded, so nothing was drawn. Please restart FairDue; if it happens again, "
        "install it anew.",
        "打印字体没有加载，文件未生成。请重新启动程序；如仍出现，请重新安装。",
    ),
    "letter_field_missing": (
        "The letter was not made: its template asks for {fields}, which is empty. Fill that in, or choose another "
        "template.",
        "信函未生成：模板需要的 {fields} 为空。请补齐后再试，或换一个模板。",
    ),
    "letter_too_long": (
        "The letter was not made: filled in, it has {found} characters and may have {limit}. Shorten what "
        "goes into it.",
        "信函未生成：填好后有 {found} 个字，最多 {limit} 个。请缩短填入的内容。",
    ),
    "letter_characters": (
        "The letter was not made: no font here can print {characters}. Correct the name or text that holds them.",
        "信函未生成：现有字体不能打印 {characters}。请更正含有这些字符的姓名或文字。",
    ),
    "letter_address_long": (
        "The letter was not made: the address does not fit into the envelope's window. Shorten the address lines.",
        "信函未生成：地址超出信封开窗范围。请精简地址行。",
    ),
    "letter_head_long": (
        "The letter was not made: the sender's name, address or contact lines, or the letter's number, are too long "
        "for the letterhead. Shorten them in the creditor's settings.",
        "信函未生成：发函单位的名称、地址、联系方式或函件编号过长，信头放不下。请在委托方设置中精简。",
    ),
    "letter_picture": (
        "The letter was not made: the logo or the seal of the letterhead cannot be read. Choose the picture again.",
        "信函未生成：信头的标志或印章图片无法读取。请重新选择图片。",
    ),
    "letter_qr_not_ascii": (
        "The letter was not made: the QR code of the payment channel holds characters other than plain ASCII, which "
        "telephones misread. Correct the payload of the channel.",
        "信函未生成：还款渠道的二维码内容含有非 ASCII 字符，手机可能识别错误。请更正渠道的二维码内容。",
    ),
    "letter_qr_too_long": (
        "The letter was not made: the QR code of the payment channel has {found} characters and may have {limit}. "
        "Shorten the payload of the channel.",
        "信函未生成：还款渠道的二维码内容有 {found} 个字符，最多 {limit} 个。请缩短。",
    ),
    "template_too_long": (
        "Template {template} has {found} characters and may have {limit}. Shorten it.",
        "模板 {template} 有 {found} 个字，最多 {limit} 个。请缩短。",
    ),
    "template_head": (
        "The head of template {template} is wrong in line {line}. Up to a line --- it has lines such as “title: …”; "
        "expected: {choices}.",
        "模板 {template} 第 {line} 行的开头部分有误。“---”之前每行应为“title: …”的形式；可用：{choices}。",
    ),
    "template_purpose": (
        "Template {template} does not say what it is for. Write “purpose:” with one of {choices}.",
        "模板 {template} 没有写明用途。请写“purpose:”并填其中之一：{choices}。",
    ),
    "template_channel": (
        "Template {template} names a channel that does not exist. Write one of {choices}.",
        "模板 {template} 的渠道不存在。请填其中之一：{choices}。",
    ),
    "template_version": (
        "Template {template} has no version. Write “version:” with a whole number from 1 on.",
        "模板 {template} 没有版本号。请写“version:”并填从 1 起的整数。",
    ),
    "template_syntax": (
        "Template {template} cannot be read in line {line} ({reason}). Compare its brackets with {{{{ field }}}} and "
        "{{% if field %}} … {{% endif %}}.",
        "模板 {template} 第 {line} 行无法识别（{reason}）。"
        "请对照 {{{{ 字段 }}}} 和 {{% if 字段 %}} … {{% endif %}} 检查括号。",
    ),
    "template_not_allowed": (
        "Template {template} uses “{what}” in line {line}, which templates may not. Use "
        "fields, if and comparisons only.",
        "模板 {template} 第 {line} 行用了不允许的“{what}”。只能使用字段、if 和比较。",
    ),
    "template_field_unknown": (
        "Template {template} names the field “{field}” in line {line}, which does not exist. Choose one of {choices}.",
        "模板 {template} 第 {line} 行的字段“{field}”不存在。可用字段：{choices}。",
    ),
    "template_block_unknown": (
        "Template {template} asks for the block [{block}] in line {line}, which does not exist. Choose "
        "one of {choices}.",
        "模板 {template} 第 {line} 行的区块 [{block}] 不存在。可用区块：{choices}。",
    ),
    "template_frame": (
        "In template {template}, line {line}, the frame is not closed: [pay] begins it and [end] ends it, one after "
        "the other.",
        "模板 {template} 第 {line} 行的边框没有成对：[pay] 开始，[end] 结束，不能嵌套。",
    ),
    "template_bold_open": (
        "In template {template} the bold text that begins in line {line} is not ended in its paragraph. Add **.",
        "模板 {template} 第 {line} 行开始的加粗在本段内没有结束。请补上 **。",
    ),
    "template_control": (
        "Template {template} holds an invisible control character in line {line}. Delete the line and type it again.",
        "模板 {template} 第 {line} 行含有看不见的控制字符。请删除该行后重新输入。",
    ),
}
