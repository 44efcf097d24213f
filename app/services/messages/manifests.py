"""What a check found: of exported files against their manifest, of the store against what was signed before."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "manifest_no_file": (
        "There is no file {path}.",
        "没有 {path} 这个文件。",
    ),
    "key_without_file": (
        "--key is for checking a file: name the file or its manifest as well.",
        "--key 用于核对文件：请同时给出文件或其清单。",
    ),
    "manifest_missing": (
        "No manifest beside {path} speaks of it, so nothing vouches for it. Ask the sender for the file that ends in "
        ".manifest.json.",
        "{path} 旁边没有提到它的清单，无从证明。请向发送方索取以 .manifest.json 结尾的文件。",
    ),
    "manifest_unreadable": (
        "{path} is not a manifest that this version can read: damaged, changed, or of a newer version.",
        "{path} 不是本版本能读的清单：已损坏、被改动，或来自更新的版本。",
    ),
    "manifest_signature": (
        "The signature does not fit what {name} says: the manifest was changed after it was signed.",
        "签名与 {name} 的内容不符：清单在签名后被改动过。",
    ),
    "manifest_key_unknown": (
        "Signed with a key nobody vouched for: {fingerprint}. Ask the sender for the fingerprint by another way, by "
        "telephone say, and give it with --key.",
        "签名所用的密钥无人担保：{fingerprint}。请另用电话等途径向发送方核对指纹，再用 --key 给出。",
    ),
    "manifest_not_of": (
        "The manifest does not list {name}.",
        "清单里没有 {name}。",
    ),
    "manifest_file_missing": (
        "{name} is listed and missing.",
        "清单里的 {name} 不见了。",
    ),
    "manifest_file_changed": (
        "{name} is not the file that was signed: somebody changed it, or it was damaged on the way.",
        "{name} 不是签名时的文件：被改动过，或在途中损坏。",
    ),
    "audit_anchor_tail": (
        "Facts at the end of the record are gone: {name}, signed {made_at}, attests {facts} facts of a device, and the "
        "store does not reach so far.",
        "记录末尾缺少事实：{name}（{made_at} 签名）证明某设备已有 {facts} 条，而库中没有这么多。",
    ),
    "audit_anchor_differs": (
        "The record was written anew: its link of fact {facts} is not the one that {name}, signed {made_at}, attests.",
        "记录被改写过：第 {facts} 条记录的链接与 {name}（{made_at} 签名）所证明的不同。",
    ),
    "audit_anchor_signature": (
        "The manifest {name} was changed after it was signed, so it proves nothing.",
        "清单 {name} 在签名后被改动过，不能作证。",
    ),
    "audit_anchor_key": (
        "The manifest {name} was signed with a key of no device of this store: {fingerprint}.",
        "清单 {name} 的签名密钥不属于本库任何设备：{fingerprint}。",
    ),
    "audit_anchor_other": (
        "The manifest {name} is of another store.",
        "清单 {name} 属于另一个库。",
    ),
    "audit_anchor_unreadable": (
        "The manifest {name} cannot be read: damaged, changed, or of a newer version.",
        "清单 {name} 无法读取：已损坏、被改动，或来自更新的版本。",
    ),
}
