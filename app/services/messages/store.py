"""The file, the folder, the disk, the lock, the backup."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "cancelled": (
        "Stopped as asked; nothing half-done remains.",
        "已按要求停止，没有留下做了一半的数据。",
    ),
    "home_missing": (
        "There is no store in {path}. Make one with `fairdue init`, a practice one with `fairdue sample`, or name "
        "another folder with --home.",
        "{path} 里没有数据。请用 fairdue init 新建，用 fairdue sample 建练习数据，或用 --home 指定别的文件夹。",
    ),
    "home_in_use": (
        "The store in {path} is already open ({program} on {host}, process {pid}, since {since}). Close that one "
        "first; nothing was changed.",
        "{path} 的数据正在使用中（{program}，{host}，进程 {pid}，自 {since}）。请先关闭那一个；数据未改动。",
    ),
    "lock_unsupported": (
        "The disk that holds {path} has no file locks, so two programs could damage the store. Move it to a folder "
        "on a local disk.",
        "{path} 所在的磁盘不支持文件锁，两个程序同时写会损坏数据。请移到本机磁盘上的文件夹。",
    ),
    "store_exists": (
        "There is a store already, and none is ever made over it. Choose another folder.",
        "这里已经有数据，程序不会覆盖。请另选一个文件夹。",
    ),
    "sample_too_large": (
        "A practice store holds 1 to {most} cases. Ask for as many.",
        "练习数据可含 1 至 {most} 件案件，请改一个数。",
    ),
    "store_missing": (
        "The key slots are there but the database file is gone. Put the file back, or restore a backup.",
        "密钥文件还在，但数据库文件不见了。请放回该文件，或从备份恢复。",
    ),
    "store_newer": (
        "The store was written by a newer FairDue (schema {revision}; this one knows {known}). Install the newer "
        "version; nothing was changed.",
        "数据由更新版本的程序写成（结构 {revision}，本版本只认识 {known}）。请安装新版本；数据未改动。",
    ),
    "store_unreadable": (
        "The passphrase is right, but the database file cannot be read with it: the file is damaged or belongs to "
        "another store. Restore a backup.",
        "口令正确，但数据库文件打不开：文件已损坏，或属于另一个库。请从备份恢复。",
    ),
    "store_damaged": (
        "The database file is damaged: what was read does not fit together. Stop working in it and restore a backup.",
        "数据库文件已损坏，读出的内容前后不符。请停止使用，并从备份恢复。",
    ),
    "store_unsound": (
        "The database file was read through and is damaged ({found}). Nothing was changed in it, and nothing is "
        "repaired: the last proven backup can take its place.",
        "通读数据库文件时发现损坏（{found}）。文件未改动，也不做修补：可以用最近一份已验证的备份替换它。",
    ),
    "store_unsound_open": (
        "The database file was read through and is damaged ({found}). Nothing is repaired. Work no further in it: "
        "close FairDue and start it again; it then offers the last proven backup.",
        "通读数据库文件时发现损坏（{found}），程序不做修补。请不要继续使用：关闭后重新打开，"
        "程序会给出最近一份已验证的备份。",
    ),
    "store_tail": (
        "The newest entries of the record do not fit together ({found} findings). Nothing was changed. Before you "
        "work on, verify the store in the settings: that names the places.",
        "最近写入的记录有 {found} 处前后不符。数据未改动。请先在设置里校验，查明位置后再继续工作。",
    ),
    "store_read_only": (
        "The store cannot be written: the file or its folder is read-only. Allow writing; nothing was changed.",
        "数据无法写入：文件或所在文件夹是只读的。请放开写权限；数据未改动。",
    ),
    "store_busy": (
        "Another program holds the database file. Close it, or let the virus scanner finish, and try again; nothing "
        "was changed.",
        "数据库文件被别的程序占用。请关闭它（或等杀毒软件扫描完）再试；数据未改动。",
    ),
    "disk_full": (
        "The disk is full. Free some space and try again; nothing was half written.",
        "磁盘已满。请腾出空间再试；没有写入一半的数据。",
    ),
    "disk_error": (
        "The disk reported an error while reading or writing. Check the disk, make sure a backup exists, and try "
        "again; nothing was half written.",
        "磁盘读写出错。请检查磁盘、确认有备份后再试；没有写入一半的数据。",
    ),
    "disk_low": (
        "Not enough room in {path}: {needed} are needed, {free} are free. Free some space first.",
        "{path} 空间不足：需要 {needed}，只剩 {free}。请先腾出空间。",
    ),
    "folder_read_only": (
        "{path} cannot be written. Choose another folder or allow writing there.",
        "{path} 无法写入。请换一个文件夹，或放开写权限。",
    ),
    "folder_network": (
        "{path} lies on a network file system ({kind}), where the database would be damaged. Choose a folder on a "
        "local disk; a store that lies there already is moved there first, as a whole folder. Its backups may be "
        "copied there: settings, Store, or `fairdue backup --also`.",
        "{path} 在网络文件系统（{kind}）上，数据库在那里会损坏。请选择本机磁盘上的文件夹；"
        "已在其中的数据请先整个文件夹移到本机磁盘。备份可以存放到那里：设置 → 数据，或 fairdue backup --also。",
    ),
    "folder_synced": (
        "{path} is kept in step by {service}, which copies the database while it is being written. Choose a folder "
        "that is not synced; a store that lies there already is moved out first, as a whole folder. Its backups may be "
        "copied there: settings, Store, or `fairdue backup --also`.",
        "{path} 由 {service} 同步，写入过程中就会被复制。请选择不同步的文件夹；已在其中的数据请先整个文件夹移出。"
        "备份可以存放到那里：设置 → 数据，或 fairdue backup --also。",
    ),
    "file_failed": (
        "{path} could not be read or written ({reason}). Check the folder and try again.",
        "{path} 读写失败（{reason}）。请检查文件夹后再试。",
    ),
    "file_exists": (
        "{path} exists already and is not overwritten. Name a new file.",
        "{path} 已存在，不会覆盖。请换一个文件名。",
    ),
    "name_outside_folder": (
        "The name {name} would lead out of the chosen folder and was not used. Choose a name without path.",
        "名称 {name} 会指到所选文件夹之外，未采用。请使用不带路径的名称。",
    ),
    "sheet_full": (
        "A sheet holds at most {limit} rows, and {path} would need more. Export fewer rows, or CSV.",
        "一张表最多 {limit} 行，{path} 放不下。请减少行数，或导出为 CSV。",
    ),
    "upgrade_failed": (
        "The store could not be upgraded: it did not come through whole ({tables} {triggers}). The old file "
        "stands unchanged, and a backup lies beside it; use the older version and report this.",
        "升级未成功：升级后核对不完整（{tables} {triggers}）。旧文件未改动，旁边有备份；请继续用旧版本并反馈。",
    ),
    "backup_exists": (
        "There is a backup of this very second already: {path}. Wait a moment and try again.",
        "这一秒已有备份：{path}。请稍等再试。",
    ),
    "place_missing": (
        "The folder {path} is not there: a drive is not plugged in, or a share is not reached. Backups go on in the "
        "folder of the store; the copy is made up for when it is there again.",
        "文件夹 {path} 不在：可能移动盘未插上或共享未连接。本机备份照常进行，等它可用时再补上副本。",
    ),
    "place_inside": (
        "{path} lies in the folder of the store itself, and would be lost with it. Choose a folder on another disk.",
        "{path} 就在数据所在的文件夹里，会一起丢失。请选择另一块盘上的文件夹。",
    ),
    "copy_differs": (
        "The copy {path} was read back and is not what was written, so it was thrown away. Check that disk or share.",
        "副本 {path} 回读后与写入的不同，已丢弃。请检查那块磁盘或共享。",
    ),
    "backup_missing": (
        "There is no backup {path}. Name the file that ends in .db.",
        "没有 {path} 这个备份。请指明以 .db 结尾的文件。",
    ),
    "backup_changed": (
        "The backup {path} or its key file is not as it was signed: changed, or damaged on the way. Take another copy; "
        "if there is none, move its .manifest.json away and restore what is left.",
        "备份 {path} 或其密钥文件与签名时不符：被改动过，或在途中损坏。请换一份；若没有，移开它的 .manifest.json "
        "再恢复剩下的内容。",
    ),
    "backup_unproven": (
        "The backup was read back and differs from the store ({table}), so it was thrown away. Check the disk and "
        "try again.",
        "备份回读后与原数据不符（{table}），已丢弃。请检查磁盘后再试。",
    ),
    "slots_missing": (
        "The key file {path} is missing; without it the store cannot be opened. Put it back from a backup.",
        "缺少密钥文件 {path}，没有它数据打不开。请从备份放回。",
    ),
    "slots_damaged": (
        "The key file {path} is damaged. The passphrase is not at fault: put the file back from a backup.",
        "密钥文件 {path} 已损坏。不是口令的问题，请从备份放回该文件。",
    ),
    "slots_newer": (
        "The key file {path} was written by a newer FairDue (version {found}; this one knows {known}). Install the "
        "newer version.",
        "密钥文件 {path} 由更新版本的程序写成（版本 {found}，本版本只认识 {known}）。请安装新版本。",
    ),
    "slots_downgraded": (
        "The key file {path} was weakened: its key derivation is below what a real store accepts. Put it back from a "
        "backup, and ask who changed it.",
        "密钥文件 {path} 被削弱：密钥派生强度低于真实数据的下限。请从备份放回，并查明是谁改的。",
    ),
    "slots_altered": (
        "The key file was altered: a way in was added, removed or exchanged by somebody else. Put it back from a "
        "backup.",
        "密钥文件被改动过：有人增加、删除或替换了开启方式。请从备份放回。",
    ),
    "slots_of_other_store": (
        "The key file {path} belongs to another store. Put the two files that belong together into one folder.",
        "密钥文件 {path} 属于另一个库。请把配套的两个文件放在同一个文件夹里。",
    ),
    "user_inactive": (
        "{name} may no longer unlock this store. Ask its lead.",
        "{name} 已停用，不能再打开这份数据。请联系主管。",
    ),
    "user_missing": (
        "The store has no active user, so nobody could sign what is written. Restore a backup.",
        "库里没有在用的用户，写入的内容无人署名。请从备份恢复。",
    ),
    "preferences_damaged": (
        "Some preferences in {path} could not be read and are set to their defaults; the old file was kept as {kept}.",
        "{path} 里有些设置读不出，已恢复默认；原文件保留为 {kept}。",
    ),
    "preference_invalid": (
        "{value} is not possible for this preference. Choose one of the values offered.",
        "这项设置不能是 {value}。请从给出的值中选择。",
    ),
}
