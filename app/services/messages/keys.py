"""Ways into the store: passphrase, recovery code, keyring."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "passphrase_needed": (
        "The store in {path} opens with a passphrase, and nobody is there to type it. Name a file that holds it with "
        "--passphrase-file.",
        "{path} 的数据需要口令，而这里无人可输入。请用 --passphrase-file 指定存有口令的文件。",
    ),
    "passphrase_wrong": (
        "This passphrase does not open the store. The file is in order: check the keyboard and capitals, or use the "
        "recovery code.",
        "口令不对，打不开数据。文件本身没有问题：请检查输入法和大小写，或改用恢复码。",
    ),
    "passphrase_not_own": (
        "This is not the passphrase of {name}, who unlocked the store: that one is asked for. If it is forgotten, lock "
        "the store and use the recovery code, or let a lead give a new one.",
        "这不是 {name}（当前用户）的口令，此处须输入本人的口令。如果忘了：锁定后用恢复码打开，或请主管重设。",
    ),
    "passphrase_weak": (
        "This passphrase is too easy to guess (strength {score} of 4, at least {least} is needed). Take four words "
        "that do not belong together.",
        "口令太容易被猜到（强度 {score}，至少要 {least}，满分 4）。可用四个互不相关的词。",
    ),
    "passphrase_same": (
        "This is the passphrase you have already. Choose another one.",
        "新口令与原口令相同。请换一个。",
    ),
    "passphrase_must_change": (
        "Somebody else made this passphrase up for you. Choose one of your own, and the store opens.",
        "这是主管给的初始口令，请先改成自己的口令，才能打开数据。",
    ),
    "holder_unknown": (
        "Nobody with the employee number {employee_no} has a passphrase for this store. Check the number.",
        "工号 {employee_no} 没有这份数据的口令。请核对工号。",
    ),
    "member_name_missing": ("A user needs a name. Type it.", "请填写姓名。"),
    "member_no_missing": ("A user needs an employee number. Type it.", "请填写工号。"),
    "employee_no_taken": (
        "Another user has the employee number {employee_no}. Somebody who comes back is given a passphrase instead.",
        "工号 {employee_no} 已有人使用。若是原来的用户回来，请在名单中给他新口令。",
    ),
    "user_unknown": (
        "There is no such user in this store any more. Look at the list again.",
        "没有这个用户。请重新查看名单。",
    ),
    "user_self": (
        "This is you. Change your own passphrase instead; another lead can let you go.",
        "这是您自己。请用“更换口令”；停用须由另一位主管操作。",
    ),
    "role_own": (
        "You are a lead, and only another lead takes that from you: a store is never left without one.",
        "您是主管，只能由另一位主管改为催收员：数据库始终要有主管。",
    ),
    "rekey_unproven": (
        "The store was written anew, and does not read back as it should. Restore the backup that was just made.",
        "数据已用新密钥重写，但读回核对不符。请恢复刚才做的备份。",
    ),
    "rekey_damaged": (
        "{path} is damaged: it was to say which key the store has. Restore the newest backup.",
        "{path} 已损坏，无法得知数据使用哪个密钥。请恢复最近的备份。",
    ),
    "keyring_shared": (
        "Several users share this store, and a keyring opens for whoever sits there. Everybody types their passphrase.",
        "这份数据有多名用户，而系统钥匙串无法分辨是谁在操作，因此每人都要输入自己的口令。",
    ),
    "passphrase_differs": (
        "The two passphrases differ. Type the same one twice; nothing was made.",
        "两次输入的口令不同。请重新输入；未新建任何内容。",
    ),
    "passphrase_file_unreadable": (
        "The file {path} with the passphrase or code is missing or no UTF-8 text. Check the name and try again.",
        "口令或恢复码文件 {path} 不存在或不是 UTF-8 文本。请检查后再试。",
    ),
    "passphrase_file_empty": (
        "The first line of {path} is empty. Write the passphrase or code there.",
        "{path} 的第一行是空的。请把口令或恢复码写在第一行。",
    ),
    "recovery_not_confirmed": (
        "The recovery code was not typed back right, so no store was made. Start again and copy the code carefully.",
        "恢复码没有照抄正确，因此没有新建数据。请重新开始，并仔细抄写。",
    ),
    "recovery_out_needed": (
        "Nobody is there to type the recovery code back. Name a new file for it with --recovery-out and keep that "
        "file away from this computer.",
        "这里无人可照抄恢复码。请用 --recovery-out 指定一个新文件存放，并把它移离这台电脑。",
    ),
    "recovery_length": (
        "A recovery code has {expected} characters; {found} were typed. Compare it group by group.",
        "恢复码共 {expected} 个字符，现在是 {found} 个。请逐组核对。",
    ),
    "recovery_other": (
        "This is not the new recovery code. Compare it with the one shown.",
        "输入的不是新的恢复码。请与上面显示的核对。",
    ),
    "recovery_mistyped": (
        "There is a typing error in group {group} of the recovery code. Compare that group.",
        "恢复码第 {group} 组有误。请核对这一组。",
    ),
    "recovery_wrong": (
        "The recovery code is well typed but opens another store, or was replaced by a newer one. Look for the right "
        "sheet.",
        "恢复码抄写无误，但属于另一个库，或已被新码取代。请找对应的那一张。",
    ),
    "keyring_wrong": (
        "The entry in the system's keyring belongs to another copy of this store. Use the passphrase.",
        "系统钥匙串里的条目属于这份数据的另一个副本。请使用口令。",
    ),
    "keyring_none": (
        "No keyring runs on this computer. Use the passphrase.",
        "这台电脑上没有系统钥匙串。请使用口令。",
    ),
    "keyring_off": (
        "The keyring of this computer is switched off. Use the passphrase.",
        "这台电脑的系统钥匙串已关闭。请使用口令。",
    ),
    "keyring_not_allowed": (
        "This computer's keyring ({backend}) keeps secrets unprotected, so FairDue does not use it. Use the "
        "passphrase.",
        "这台电脑的钥匙串（{backend}）不加保护地保存密码，程序不使用它。请使用口令。",
    ),
    "keyring_locked": (
        "The system's keyring is locked. Unlock it, or use the passphrase.",
        "系统钥匙串已锁定。请解锁，或使用口令。",
    ),
    "keyring_timeout": (
        "The system's keyring did not answer within {seconds} seconds. Use the passphrase.",
        "系统钥匙串 {seconds} 秒内没有应答。请使用口令。",
    ),
    "keyring_failed": (
        "The system's keyring failed ({reason}). Use the passphrase.",
        "系统钥匙串出错（{reason}）。请使用口令。",
    ),
    "keyring_swallowed": (
        "The system's keyring said it kept the key, but it is not there. The passphrase stays the way in.",
        "系统钥匙串称已保存，但读不回来。请继续使用口令。",
    ),
    "keyring_mismatch": (
        "The system's keyring gave back another key than it was given. The passphrase stays the way in.",
        "系统钥匙串读回的密钥与保存的不同。请继续使用口令。",
    ),
    "keyring_entry_missing": (
        "The system's keyring has no entry for this store. Use the passphrase.",
        "系统钥匙串里没有这份数据的条目。请使用口令。",
    ),
    "keyring_entry_damaged": (
        "The entry in the system's keyring is damaged. Use the passphrase and set the keyring up again.",
        "系统钥匙串里的条目已损坏。请使用口令，并重新设置。",
    ),
    "way_absent": (
        "This store has no such way in ({way}). Use another one.",
        "这份数据没有这种开启方式（{way}）。请用别的方式。",
    ),
    "last_ways_in": (
        "A store keeps at least {least} ways in, so this one stays. Add another way first.",
        "数据至少要保留 {least} 种开启方式，这一种不能删。请先增加别的方式。",
    ),
    "practice_fixed": (
        "The passphrase of the practice store is published and stays as it is. Make a real store for real data.",
        "练习数据的口令是公开的，不能更改。真实数据请新建正式的库。",
    ),
    "practice_only": (
        "This is a real store, and only a practice store is deleted this way. Nothing was deleted.",
        "这是正式数据，此处只能删除练习数据。没有删除任何内容。",
    ),
    "memory_short": (
        "Opening needs {needed_mib} MiB of free memory for a moment, and there is not that much. Close other programs.",
        "开启时需要 {needed_mib} MiB 空闲内存，现在不够。请关闭其他程序。",
    ),
}
