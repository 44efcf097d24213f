"""Letters, messages and mail: why one is not sent, and the way out."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # The amount.
    "letter_money_came": (
        "{amount_minor} came on {on}, after this letter was drafted. Draft it again, so that it says what is owed now.",
        "起草后有到账 {amount_minor}（{on}）。请重新起草，使金额与现欠款一致。",
    ),
    "letter_amount_changed": (
        "The draft says {drafted_minor}, the ledger {owed_minor}. Draft the letter again.",
        "草稿金额为 {drafted_minor}，账目现为 {owed_minor}。请重新起草。",
    ),
    "letter_amount_differs": (
        "The letter says {stated_minor}, the ledger {owed_minor} for the same accounts. It is not issued; "
        "please report this.",
        "信函金额 {stated_minor} 与同一账户的账目 {owed_minor} 不符，不予出具。请反馈给我们。",
    ),
    "letter_balance_old": (
        "The creditor's figures are of {as_of}, {days} days old; {limit} are allowed. Import a newer balance file.",
        "委托方余额截至 {as_of}，已 {days} 天，最多允许 {limit} 天。请先导入新的余额文件。",
    ),
    # What a letter is about.
    "letter_no_account": (
        "No account is left to write about: all are closed or under dispute. Lift the dispute, or write nothing.",
        "没有可写入信函的账户（均已关闭或有异议）。请先处理异议。",
    ),
    "letter_nothing_owed": (
        "Nothing is owed any more. Choose the certificate instead.",
        "已无欠款。如需信函，请改用结清证明。",
    ),
    "letter_not_settled": (
        "{owed_minor} are still owed, and the certificate says nothing is. Await the payment, or send a statement.",
        "仍欠 {owed_minor}，不能出具结清证明。请待款项到账，或改用对账单。",
    ),
    "letter_plan_unapproved": (
        "This version of the plan is beyond the limits and not approved. Have the lead approve it first.",
        "该版本还款计划超出权限且尚未批准。请先由主管批准。",
    ),
    "letter_no_plan": (
        "There is no plan to write about. Propose or agree a plan first.",
        "没有可写入信函的还款计划。请先拟定或达成计划。",
    ),
    # The gate.
    "letter_closed": (
        "The case is closed: {rule}. Only what was asked for may be sent: a statement, a certificate.",
        "案件已关闭：{rule}。只能寄送对账单、结清证明等应对方要求的文件。",
    ),
    "letter_hold": (
        "A hold forbids this letter: {rule} ({source}). Lift the hold first, or wait until {until}.",
        "停催期间不得寄送：{rule}（{source}）。请先解除停催，或待 {until} 后再寄。",
    ),
    "letter_plan_performing": (
        "A plan is being performed: {rule} ({source}). Only reminders of an instalment due may go out.",
        "还款计划履行中：{rule}（{source}）。只能寄送分期到期提醒。",
    ),
    "letter_plan_early": (
        "A reminder of an instalment is too early: {rule}. Send it from {until} on.",
        "分期提醒过早：{rule}。请自 {until} 起寄送。",
    ),
    "letter_deceased": (
        "The debtor has died: {rule} ({source}). Nothing is sent in the debtor's name; ask your lead.",
        "债务人已去世：{rule}（{source}）。不得再向其寄送，请联系主管。",
    ),
    "letter_stranger": (
        "This person does not answer for the debt: {rule} ({source}). Choose the debtor's own address.",
        "此人不承担该债务：{rule}（{source}）。请改选债务人本人的地址。",
    ),
    "letter_unwanted": (
        "The debtor does not want to be written to here: {rule}. Choose another address or channel.",
        "对方要求不在此处联系：{rule}。请另选地址或渠道。",
    ),
    "letter_too_soon": (
        "The last one is too recent: {rule} ({source}). Send it from {until} on.",
        "距上次过近：{rule}（{source}）。请自 {until} 起寄送。",
    ),
    "letter_rule": (
        "A rule stands against it: {rule} ({source}). Allowed again from {until} on.",
        "规则不允许：{rule}（{source}）。{until} 起可再试。",
    ),
    # Where it goes.
    "letter_address_missing": (
        "There is no address on file to send this to. Add the debtor's address first.",
        "没有可用的收件地址。请先补充债务人地址。",
    ),
    "letter_address_returned": (
        "The last letter to this address came back on {on}. Confirm the address or choose another.",
        "寄往此地址的上一封信已于 {on} 退回。请核实地址或另选。",
    ),
    "letter_address_dead": (
        "This address or number is known to be no good. Choose another.",
        "此地址或号码已确认无效。请另选。",
    ),
    # What it says.
    "letter_phrase": (
        "“{phrase}” may not be said: {rule} ({source}). Take it out of the text.",
        "不得出现“{phrase}”：{rule}（{source}）。请从文字中删去。",
    ),
    "letter_number_in_full": (
        "A number of 15 or more digits stands in the text in full. Show its last digits only.",
        "文字中有完整的长号码（15 位以上）。请只保留末几位。",
    ),
    "letter_amount_strange": (
        "The text names amounts the ledger does not know: {amounts}. Take them out.",
        "文字中有账目里没有的金额：{amounts}。请删去。",
    ),
    "letter_not_paper": (
        "This template is no letter. Send it from the texts instead.",
        "此模板不是信函。请在短信和邮件中使用。",
    ),
    "letter_not_text": (
        "This template is a letter on paper. Choose one for text messages or e-mail.",
        "此模板是纸质信函。请选择短信或邮件模板。",
    ),
    "letter_template_changed": (
        "The template was changed since this letter was drafted. Draft it again.",
        "起草后模板已修改。请重新起草。",
    ),
    # After it was issued.
    "letter_missing": (
        "There is no such letter in this store. Look it up in the list of letters.",
        "库里没有这封信函。请在信函列表中查找。",
    ),
    "letter_voided": ("This letter was voided. Issue a new one.", "此信函已作废。请重新出具。"),
    "letter_marked_already": (
        "That was written down already, for {on}. Nothing was changed.",
        "该状态已登记（{on}），未作改动。",
    ),
    "letter_mark_early": (
        "The letter was issued on {issued_on}; nothing can have come of it before. Correct the day.",
        "信函于 {issued_on} 出具，日期不能更早。请更正。",
    ),
    "letter_mark_ahead": ("The day {on} has not come. Correct it.", "日期 {on} 尚未到。请更正。"),
    "letter_bytes_missing": (
        "The paper of {letter_no} is not kept in this store; only its digest is. Look where it was issued.",
        "本库未保存 {letter_no} 的文件，只有其摘要。请到出具它的电脑上查找。",
    ),
    "letter_bytes_changed": (
        "The kept bytes of {letter_no} are not those that were issued. Do not use them; check the store with verify.",
        "{letter_no} 的存档与出具时不一致，请勿使用，并用 verify 检查数据。",
    ),
    # Signed copies.
    "signed_no_plan": (
        "This letter is about no plan, so no signed copy belongs to it. Choose the agreement of the plan.",
        "此信函与还款计划无关，没有签署件。请选择该计划的协议。",
    ),
    "signed_missing": (
        "No signed copy {file} is kept here. Attach the scan of the signed agreement first.",
        "库里没有签署件 {file}。请先添加已签协议的扫描件。",
    ),
    "signed_changed": (
        "The kept bytes of {file} are not those that were attached. Do not use them; check the store with verify.",
        "{file} 的存档与添加时不一致，请勿使用，并用 verify 检查数据。",
    ),
    "scan_kind": (
        "{file} is neither a PDF nor a PNG or JPEG picture. Scan the paper again in one of these.",
        "{file} 不是 PDF，也不是 PNG 或 JPEG 图片。请按其中一种格式重新扫描。",
    ),
    "scan_damaged": (
        "{file} cannot be opened: it is damaged or locked with a password. Scan the paper again.",
        "{file} 无法打开：已损坏或有密码。请重新扫描。",
    ),
    "scan_pages": (
        "{file} has more than {limit} pages. Attach the signed pages alone.",
        "{file} 超过 {limit} 页。请只添加签署的页面。",
    ),
    # Templates.
    "template_missing": (
        "There is no template {template} in this language. Choose one of the list.",
        "此语言没有模板 {template}。请从列表选择。",
    ),
    "template_language": (
        "There are no templates in {language}. Choose zh or en.",
        "没有 {language} 的模板。请选择 zh 或 en。",
    ),
    "template_name": (
        "{name} is no name for a template: small letters, digits and _ only, 2 to 40 of them.",
        "{name} 不能作模板名：只能用小写字母、数字和下划线，2 至 40 个。",
    ),
    # Runs.
    "run_nothing_chosen": (
        "A run needs a saved view or a list of cases; it is never over everything. Name one.",
        "批量出具须指定视图或案件清单，不能默认全部。请指定。",
    ),
    "run_nothing_due": (
        "No case asks for this letter today. Choose another letter, or a saved view.",
        "今天没有案件需要此信函。请换一种信函，或选择已保存的视图。",
    ),
    "run_count_differs": (
        "{count} letters would be issued, not {confirmed}. Look at the list again and confirm that number.",
        "将出具 {count} 封，与确认的 {confirmed} 封不符。请重新查看清单并确认。",
    ),
    "run_too_many": (
        "A run holds at most {limit} cases, here are {count}. Narrow the view.",
        "一次最多 {limit} 件，现有 {count} 件。请缩小范围。",
    ),
    "run_missing": (
        "There is no such run. Look at the list of runs.",
        "没有这次批量出具。请查看批次列表。",
    ),
    "run_given_up": ("The run was given up before this case.", "此案件前批量出具已放弃。"),
    "run_warned": (
        "Left out because a rule warns: {rule}. Tick “also those with a warning” to include it.",
        "因规则提示而略过：{rule}。如需包含，请勾选“包含有提示的案件”。",
    ),
    # Creditors.
    "creditor_unknown": (
        "There is no creditor {creditor} in this store. Choose one of the list.",
        "库里没有委托方 {creditor}。请从列表选择。",
    ),
    "letterhead_field": (
        "A letterhead has no field {name}. Possible are: {choices}.",
        "信头没有 {name} 这一项，可用：{choices}。",
    ),
    "file_larger": (
        "{file} is larger than {limit_mb} MB. Save it smaller and choose it again.",
        "{file} 超过 {limit_mb} MB。请缩小后重新选择。",
    ),
    "picture_kind": (
        "{file} is neither a PNG nor a JPEG picture. Save it as one of these.",
        "{file} 不是 PNG 或 JPEG 图片。请另存为其中一种格式。",
    ),
    "picture_damaged": (
        "{file} is damaged and cannot be drawn. Save the picture anew and choose it again.",
        "{file} 已损坏，无法绘制。请重新保存后再选择。",
    ),
    "picture_size": (
        "{file} has {width} by {height} pixels. A side may have {least} to {most} of them; save it in another size.",
        "{file} 为 {width} × {height} 像素，每边须为 {least} 至 {most} 像素。请调整尺寸。",
    ),
    "picture_pixels": (
        "{file} claims to have more pixels than {most} by {most}. Save it in a smaller size.",
        "{file} 声称的像素数超过 {most} × {most}。请缩小后另存。",
    ),
    "picture_empty": (
        "{file} is empty: nothing on it is darker than paper. Choose another picture.",
        "{file} 是空白图片。请选择其他图片。",
    ),
    "pay_url_wrong": (
        "The pay address must begin with https:// and hold plain Latin letters only. Correct it.",
        "付款网址须以 https:// 开头且只含英文字符。请更正。",
    ),
    "signature_poses": (
        "An agency does not sign as {creditor}. Sign with the agency's own name.",
        "委外机构不得以 {creditor} 的名义署名。请用机构自己的名称。",
    ),
    "signature_long": (
        "The signature of a text message has at most {limit} characters. Shorten it.",
        "短信签名最多 {limit} 个字。请缩短。",
    ),
    # Mail.
    "mail_not_set": (
        "No mail server is set up. Enter it in the settings first.",
        "尚未设置邮件服务器。请先在设置中填写。",
    ),
    "mail_field": (
        "The mail server needs {name}. Correct it.",
        "邮件服务器的 {name} 有误。请更正。",
    ),
    "mail_address": (
        "{address} is no e-mail address that can be written to. Correct it.",
        "{address} 不是可用的邮箱地址。请更正。",
    ),
    "mail_unreachable": (
        "The mail server {host} does not answer on port {port}. Nothing was sent; check the network and the settings.",
        "邮件服务器 {host} 的端口 {port} 没有响应，未发送。请检查网络和设置。",
    ),
    "mail_no_tls": (
        "{host} offers no secure connection here. Nothing was sent, and never in the clear; check port and security.",
        "{host} 在此端口不提供加密连接，未发送（绝不明文发送）。请检查端口和加密方式。",
    ),
    "mail_certificate": (
        "{host} did not prove who it is ({reason}). Nothing was sent; check the name or the authority of your house.",
        "无法确认 {host} 的身份（{reason}），未发送。请检查服务器名称或本单位的证书。",
    ),
    "mail_ca_file": (
        "The authority's certificate {path} cannot be read. Choose another file.",
        "证书文件 {path} 无法读取。请另选文件。",
    ),
    "mail_password": (
        "The mail server does not take the password of {user}. Enter it again in the settings.",
        "邮件服务器不接受 {user} 的密码。请在设置中重新填写。",
    ),
    "mail_no_login": (
        "{host} takes no login here. Check port and security in the settings.",
        "{host} 在此端口不接受登录。请检查端口和加密方式。",
    ),
    "mail_recipient": (
        "The mail server refused {address} (reply {reply}). Nothing was sent; correct the address.",
        "邮件服务器拒收 {address}（应答 {reply}），未发送。请更正地址。",
    ),
    "mail_refused": (
        "{host} refused the message (reply {reply}). Nothing was sent; ask whoever runs it.",
        "{host} 拒绝了邮件（应答 {reply}），未发送。请询问服务器管理员。",
    ),
    "mail_dropped": (
        "{host} ended the connection. Look into the sent mail before sending again.",
        "{host} 中断了连接。重发前请先查看已发邮件。",
    ),
    # The command line.
    "option_pair": (
        "“{found}” is no NAME=TEXT. Write it so.",
        "“{found}”不是 名称=内容 的形式。请改正。",
    ),
    "out_required": (
        "Where to? Name a file or folder with --out.",
        "写到哪里？请用 --out 指定文件或文件夹。",
    ),
}
