"""What is wrong with a file that comes in, in English and Chinese: code → (en, zh) with {named} places."""

from __future__ import annotations

FILES: dict[str, tuple[str, str]] = {
    "file_missing": (
        "There is no file {file}. Check its name and folder.",
        "找不到文件 {file}。请检查文件名和所在文件夹。",
    ),
    "file_is_folder": ("{file} is a folder. Choose a file in it.", "{file} 是文件夹。请选择其中的文件。"),
    "file_not_readable": (
        "{file} cannot be read. Close it in other programs, or copy it to this computer first.",
        "无法读取 {file}。请先在其他程序中关闭它，或复制到本机后再试。",
    ),
    "file_empty": (
        "{file} is empty. Ask the creditor for it again.",
        "{file} 是空文件。请向委托方重新索取。",
    ),
    "file_damaged": (
        "{file} is damaged. Open and save it in a spreadsheet program, or ask for it again.",
        "{file} 已损坏。请用表格软件打开后另存，或重新索取。",
    ),
    "file_is_pdf": (
        "{file} is a PDF, not a table. Ask for CSV or XLSX.",
        "{file} 是 PDF，不是表格。请索取 CSV 或 XLSX 文件。",
    ),
    "file_is_image": (
        "{file} is a picture, not a table. Ask for CSV or XLSX.",
        "{file} 是图片，不是表格。请索取 CSV 或 XLSX 文件。",
    ),
    "file_is_document": (
        "{file} is a document, not a table. Save the table as CSV or XLSX.",
        "{file} 是文档，不是表格。请把表格另存为 CSV 或 XLSX。",
    ),
    "file_is_archive": (
        "{file} is an archive. Unpack it and choose the table inside.",
        "{file} 是压缩包。请先解压，再选择其中的表格。",
    ),
    "file_is_web_page": (
        "{file} is a web page. Save it as XLSX in a spreadsheet program.",
        "{file} 是网页文件。请用表格软件另存为 XLSX。",
    ),
    "file_is_xml": (
        "{file} is an XML file. Save it as XLSX in a spreadsheet program.",
        "{file} 是 XML 文件。请用表格软件另存为 XLSX。",
    ),
    "file_is_binary": (
        "{file} is not a table. Choose a CSV, XLSX, XLS or ODS file.",
        "{file} 不是表格。请选择 CSV、XLSX、XLS 或 ODS 文件。",
    ),
    "encoding_unknown": (
        "{file} is neither UTF-8, UTF-16 nor GB18030: row {row} cannot be read. Choose the encoding by hand.",
        "{file} 不是 UTF-8、UTF-16 或 GB18030 编码：第 {row} 行无法读取。请手工选择编码。",
    ),
    "encoding_wrong": (
        "{file} is not {encoding}: row {row} cannot be read. Choose another encoding.",
        "{file} 不是 {encoding} 编码：第 {row} 行无法读取。请选择其他编码。",
    ),
    "encoding_not_offered": (
        "{encoding} is not an encoding that can be chosen for {file}.",
        "{file} 不能使用编码 {encoding}。",
    ),
    "nul_character": (
        "{file} has a NUL character in row {row}. Save it again as CSV UTF-8.",
        "{file} 第 {row} 行含有空字符。请另存为 CSV UTF-8。",
    ),
    "no_table": (
        "No table was found in {file}: it needs a header and at least two columns.",
        "{file} 中没有找到表格：需要表头和至少两列。",
    ),
    "header_missing": (
        "{file} has no header: row {row} is data already. Add a row with the names of the columns.",
        "{file} 没有表头：第 {row} 行已是数据。请加一行列名。",
    ),
    "header_duplicate": (
        "{file} has columns of the same name in row {row}: {columns}. Rename one of them.",
        "{file} 第 {row} 行有重名的列：{columns}。请改名后再导入。",
    ),
    "too_many_rows": (
        "{file} has more than {limit} rows. Split it.",
        "{file} 超过 {limit} 行。请拆分后再导入。",
    ),
    "too_many_columns": (
        "{file} has more than {limit} columns in row {row}. Remove those that are not needed.",
        "{file} 第 {row} 行超过 {limit} 列。请删去不需要的列。",
    ),
    "workbook_password": (
        "{file} is protected by a password. Open it, remove the password and save it.",
        "{file} 有密码保护。请打开后取消密码再保存。",
    ),
    "workbook_too_large": (
        "{file} would unpack to more than the {limit_mb} MB that are read. Save only the table as CSV.",
        "{file} 解压后超过可读取的 {limit_mb} MB。请只把表格另存为 CSV。",
    ),
    "workbook_entities": (
        "{file} was not written by a spreadsheet program and is not opened. Ask for it again.",
        "{file} 不是由表格软件生成的，未打开。请重新索取。",
    ),
    "sheet_too_large": (
        "A sheet of {file} spans {columns} columns and {rows} rows. Delete the stray cells and save it.",
        "{file} 的工作表有 {columns} 列 {rows} 行。请删除零散单元格后保存。",
    ),
    "sheet_missing": (
        "{file} has no sheet {sheet}. It has: {sheets}.",
        "{file} 没有工作表 {sheet}。现有：{sheets}。",
    ),
}

ROWS: dict[str, tuple[str, str]] = {
    "row_quotes": (
        "A quotation mark is not closed. Correct the quotation marks of this row.",
        "引号没有成对。请改正这一行的引号。",
    ),
    "row_cell_too_long": ("A cell is too long. Shorten it.", "单元格过长。请缩短内容。"),
    "row_too_short": (
        "The row has {found} cells instead of {expected}. Compare it with the header.",
        "这一行只有 {found} 格，应为 {expected} 格。请与表头核对。",
    ),
    "row_too_long": (
        "The row has {found} cells instead of {expected}. Compare it with the header.",
        "这一行有 {found} 格，应为 {expected} 格。请与表头核对。",
    ),
    "account_missing": ("The account number is missing. Fill it in.", "缺少账号。请补上。"),
    "name_missing": ("The name is missing. Fill it in.", "缺少姓名。请补上。"),
    "account_twice": (
        "The account stands in row {first} already. Keep one of the two rows.",
        "该账号已在第 {first} 行出现。请只保留一行。",
    ),
    "column_rounded": (
        "Most long numbers of this column end in zeros: a spreadsheet has rounded them. "
        "Ask for the file with this column as text.",
        "此列的长号码大多以 0 结尾：已被表格软件改写。请索取该列为文本格式的文件。",
    ),
    "figures_missing": (
        "Neither a total nor components are given. Fill in what is owed.",
        "既没有总额也没有分项金额。请补上欠款金额。",
    ),
    "figure_negative": (
        "An amount owed is negative. Correct it, or leave the account out.",
        "欠款金额为负。请改正，或去掉该账户。",
    ),
    "principal_does_not_add_up": (
        "The principal is {said}, but its parts add up to {sum}. Correct one of them.",
        "本金为 {said}，但其分项合计为 {sum}。请改正。",
    ),
    "parts_do_not_add_up": (
        "The total is {said}, but the components add up to {sum}. Correct one of them.",
        "总额为 {said}，但各分项合计为 {sum}。请改正。",
    ),
    "as_of_in_future": (
        "The figures are of {as_of}, which has not come yet. Correct the date.",
        "数据日期 {as_of} 尚未到来。请改正日期。",
    ),
    "due_after_as_of": (
        "The oldest due date {due} is after the day of the figures, {as_of}. Correct one of them.",
        "最早逾期日 {due} 晚于数据日期 {as_of}。请改正。",
    ),
    "currency_other": (
        "The amount is in {currency}; this creditor's accounts are kept in {expected}. Import it apart.",
        "币种为 {currency}，而该委托方账户以 {expected} 记账。请分开导入。",
    ),
    "nothing_owed": (
        "Nothing is owed on this new account. Leave it out.",
        "该新账户没有欠款。请去掉这一行。",
    ),
    "account_unknown": (
        "The account is not known. This kind of file only updates accounts already placed.",
        "账户不存在。此类文件只更新已委案的账户。",
    ),
    "account_not_with_us": (
        "The account was recalled or its placement undone. Import it as a placement if it comes again.",
        "账户已退案或委案已撤销。如再次委案，请按委案文件导入。",
    ),
    "account_of_other_person": (
        "The account belongs to a person with another ID number. Check with the creditor.",
        "该账户属于另一证件号码的人。请与委托方核对。",
    ),
    "customer_of_other_person": (
        "The customer number belongs to a person with another ID number. Check with the creditor.",
        "该客户号属于另一证件号码的人。请与委托方核对。",
    ),
    "customer_no_twice": (
        "Row {first} has the same customer number with another ID number. Check both rows.",
        "第 {first} 行有相同客户号但证件号码不同。请核对两行。",
    ),
    "payment_missing": ("The amount paid is missing. Fill it in.", "缺少还款金额。请补上。"),
    "paid_on_missing": ("The day of the payment is missing. Fill it in.", "缺少还款日期。请补上。"),
    "payment_not_positive": (
        "A payment must be above zero. A reversal is entered by hand.",
        "还款金额必须大于零。冲正请手工录入。",
    ),
    "line_both_ways": (
        "The row has money in and money out. Correct one of them.",
        "这一行既有收入又有支出。请改正其中一项。",
    ),
    "line_direction_unknown": (
        "“{text}” tells neither money in nor money out. Write 收 or 支, credit or debit.",
        "“{text}”看不出是收入还是支出。请写“收”或“支”、“贷”或“借”。",
    ),
    "paid_in_future": (
        "The day of the payment, {paid_on}, has not come yet. Correct the date.",
        "还款日期 {paid_on} 尚未到来。请改正日期。",
    ),
}

CELLS: dict[str, tuple[str, str]] = {
    "amount_empty": ("The amount is empty. Fill it in.", "金额为空。请补上。"),
    "amount_exponent": (
        "“{text}” is an amount in scientific notation. Format the column as a number and save the file again.",
        "“{text}”是科学计数法。请将该列设为数值格式后重新保存。",
    ),
    "amount_groups": (
        "The commas in “{text}” do not part thousands. Correct the amount.",
        "“{text}”的千分位逗号位置不对。请改正金额。",
    ),
    "amount_not_a_number": ("“{text}” is not an amount. Correct it.", "“{text}”不是金额。请改正。"),
    "amount_too_many_decimals": (
        "“{text}” has more than {decimals} decimals. Round it as the creditor does.",
        "“{text}”的小数超过 {decimals} 位。请按委托方口径取整。",
    ),
    "amount_too_large": (
        "“{text}” is too large for an amount. Check the column.",
        "“{text}”过大，不像金额。请检查该列。",
    ),
    "number_rounded": (
        "A spreadsheet has rounded “{text}”: it keeps only 15 digits. Ask for the file with this column as text.",
        "“{text}”已被表格软件改写（只保留 15 位）。请索取该列为文本格式的文件。",
    ),
    "date_empty": ("The date is empty. Fill it in.", "日期为空。请补上。"),
    "date_impossible": (
        "“{text}” is a day that does not exist. Correct it.",
        "“{text}”这一天不存在。请改正。",
    ),
    "date_order": (
        "“{text}” can be two days. Write the year first: 2026-03-04.",
        "“{text}”可能是两个不同的日期。请把年份写在前面：2026-03-04。",
    ),
    "date_short_year": (
        "“{text}” has a year of two digits. Write four: 2026-03-04.",
        "“{text}”的年份只有两位。请写四位：2026-03-04。",
    ),
    "date_serial": (
        "“{text}” is a spreadsheet's day number. Format the column as a date and save the file again.",
        "“{text}”是表格软件的日期序号。请将该列设为日期格式后重新保存。",
    ),
    "date_not_a_date": (
        "“{text}” is not a date. Write it as 2026-03-04.",
        "“{text}”不是日期。请写成 2026-03-04。",
    ),
    "digits_empty": ("The number is empty. Fill it in.", "号码为空。请补上。"),
    "digits_exponent": (
        "“{text}” is a number in scientific notation, its last digits are lost. "
        "Ask for the file with this column as text.",
        "“{text}”是科学计数法，末尾数字已丢失。请索取该列为文本格式的文件。",
    ),
    "digits_masked": (
        "“{text}” is masked by asterisks. Ask for the full number.",
        "“{text}”已被星号遮盖。请索取完整号码。",
    ),
    "digits_other": (
        "“{text}” has signs that do not belong in a number. Correct it.",
        "“{text}”含有不属于号码的字符。请改正。",
    ),
    "days_too_many": (
        "“{text}” is more than {limit} days. Check the column.",
        "“{text}”超过 {limit} 天。请检查该列。",
    ),
    "text_control": (
        "“{text}” holds control characters. Type it again.",
        "“{text}”含有控制字符。请重新输入。",
    ),
    "text_too_long": (
        "The text has {length} characters, at most {limit} are kept. Shorten it.",
        "文字有 {length} 个字符，最多 {limit} 个。请缩短。",
    ),
    "rate_empty": ("The rate is empty. Fill it in.", "利率为空。请补上。"),
    "rate_without_percent": (
        "“{text}” is above 1 and has no %. Write 18% or 0.18.",
        "“{text}”大于 1 且没有 %。请写成 18% 或 0.18。",
    ),
    "rate_not_a_rate": (
        "“{text}” is not a rate. Write 18% or 0.18.",
        "“{text}”不是利率。请写成 18% 或 0.18。",
    ),
    "currency_unknown": (
        "“{text}” is not a currency that is known. Write CNY, HKD, USD …",
        "“{text}”不是已知币种。请写 CNY、HKD、USD 等。",
    ),
    "sex_unknown": ("“{text}” is not a sex. Write 男 or 女, M or F.", "“{text}”不是性别。请写“男”或“女”。"),
    "id_empty": ("The ID number is empty. Fill it in.", "证件号码为空。请补上。"),
    "id_shape": (
        "The ID number has {length} characters; a resident identity number has 18. "
        "Correct it, or name the type of the document.",
        "证件号码为 {length} 位，居民身份证号应为 18 位。请改正，或注明证件类型。",
    ),
    "id_rounded": (
        "A spreadsheet has rounded the ID number. Ask for the file with this column as text.",
        "证件号码已被表格软件改写。请索取该列为文本格式的文件。",
    ),
    "id_birth_date": (
        "The birth date in the ID number does not exist. Correct the number.",
        "证件号码中的出生日期不存在。请改正号码。",
    ),
    "id_check_digit": (
        "The check digit of the ID number is wrong: one of its digits is. Correct the number.",
        "证件号码校验位不符：有数字写错。请改正号码。",
    ),
}

FLAGS: dict[str, tuple[str, str]] = {
    "same_name": (
        "{count} people bear this name. They are kept apart.",
        "有 {count} 人同名。系统按不同的人处理。",
    ),
    "shared_phone": (
        "{count} people have this phone. Ask who answers before you speak.",
        "有 {count} 人使用同一电话。通话前请先确认对方身份。",
    ),
    "name_differs": (
        "The store knows this person as {known}. The name was left as it is.",
        "系统中此人姓名为 {known}。姓名未改动。",
    ),
    "identity_missing": (
        "Neither an ID number nor a customer number: this person will not be recognised in other files.",
        "没有证件号码和客户号：在其他文件中无法识别此人。",
    ),
    "id_doubtful": (
        "The ID number in {column} is wrong and was left out; the customer number identifies the person.",
        "“{column}”中的证件号码有误，未采用；以客户号识别此人。",
    ),
    "phone_unreadable": (
        "{column} holds something that is no phone number; it was left out.",
        "“{column}”中有内容不是电话号码，未采用。",
    ),
    "phone_rounded": (
        "{column} holds a number that a spreadsheet has rounded; it was left out.",
        "“{column}”中的号码已被表格软件改写，未采用。",
    ),
    "text_unreadable": (
        "{column} holds text that cannot be read; it was left out.",
        "“{column}”中的文字无法读取，未采用。",
    ),
}

WHOLE: dict[str, tuple[str, str]] = {
    "map_field_unknown": (
        "The column map names a field that is not known: {field}. Choose the columns anew.",
        "列对应关系中有未知的项目：{field}。请重新选择。",
    ),
    "map_column_missing": (
        "The file has no column {columns}. Choose the columns anew.",
        "文件中没有列：{columns}。请重新选择。",
    ),
    "map_field_not_here": (
        "Column {column} is mapped to something this kind of file does not bring ({field_en}). Choose another.",
        "列 {column} 对应的项目（{field_zh}）不属于此类文件。请另选。",
    ),
    "map_field_twice": (
        "Two columns are taken for {field_en}: {columns}. Keep one of them.",
        "有两列都对应“{field_zh}”：{columns}。请只保留一列。",
    ),
    "map_required": (
        "No column is chosen for: {fields_en}. Choose one for each.",
        "以下项目没有对应的列：{fields_zh}。请逐一选择。",
    ),
    "map_figures": (
        "No column is chosen for what is owed: a total or its components. Choose at least one.",
        "没有选择欠款金额的列（总额或分项）。请至少选择一列。",
    ),
    "map_unknown": (
        "No column map is saved under the name {name}. Import once in the window, or leave the name out.",
        "没有名为 {name} 的列对应关系。请先在窗口中导入一次，或不指定名称。",
    ),
    "creditor_missing": ("Name the creditor the file comes from.", "请填写文件所属的委托方。"),
    "creditor_currency": (
        "This creditor's accounts are kept in {expected}, not in {currency}. Leave the currency out.",
        "该委托方账户以 {expected} 记账，不是 {currency}。请不要另选币种。",
    ),
    "refused_rows": (
        "Nothing was imported, because rows were refused and you chose all or none. Correct them and import again.",
        "未导入任何数据：有行被拒，而您选择了全部或不导入。请改正后重新导入。",
    ),
    "control_totals": (
        "Nothing was imported, because the control totals disagree. Check with the creditor that the file is whole.",
        "未导入任何数据：对账总数不符。请与委托方核对文件是否完整。",
    ),
    "import_missing": ("There is no such import.", "找不到该次导入。"),
    "number_missing": ("Enter the account number.", "请填写账号。"),
    "amount_missing": ("Enter what is owed.", "请填写欠款金额。"),
    "account_known": (
        "This creditor's account {number} is in the store already.",
        "该委托方的账户 {number} 已在系统中。",
    ),
    "phone_wrong": (
        "This is not a phone number. Enter 11 digits, or area code and number.",
        "这不是电话号码。请输入 11 位手机号或区号加号码。",
    ),
}

SENTENCES: dict[str, tuple[str, str]] = FILES | ROWS | CELLS | FLAGS | WHOLE
