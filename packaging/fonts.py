"""Cut the two shipped faces of Noto Sans SC again: ``python packaging/fonts.py`` (needs npm and a network).

Regular keeps every Han character, so that no debtor's name is ever a box. Bold keeps GB 2312, the characters
people's names use beyond it, and Latin; Qt and the letters draw what Bold lacks with Regular. The layout tables
go from both: nothing here is set vertically, and without them a face is half a megabyte smaller and quicker.

The notice of the upstream fonts reserves the name "Source", not "Noto": the cut faces keep their name.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
FONTTOOLS = "fonttools==4.68.0"
FACES = {"Regular": "400Regular/NotoSansSC_400Regular.ttf", "Bold": "700Bold/NotoSansSC_700Bold.ttf"}
LAYOUT_TABLES = "GSUB,GPOS,GDEF,BASE,STAT,vhea,vmtx"

# Living given names and surnames often use these; GB 2312 (1980) has none of them.
NAME_CHARACTERS = (
    "喆堃昇珺赟玥琍甯燊垚犇骉羴鱻叒珮琇玘玠珅珣珩琤琭瑀瑄瑢璟璠璿瓅翀翙翯頔颢颋飏馤骍骢骦鎏鋆鑫銎錡"
    "昉昕昳晢晞晟晳暐暘曈曌朤杺枟栢桢梽棪楙楒榞樾橦檑櫆欻沺泓泚洺浡浥涵淏淼渼湉湦溦滢漪潆澍澔濛灏灝"
    "炘炜烜烨焜焯煊煜煐熠熺燚燿爔牧珈珑琎琨琪瑆瑭璈璐瓈畇皓皞矞砉祎祐祺禔禛禤秾穟竑筠筱箐篁簃綝縯纮"
    "绂绚绤绥绮缃缇羲翊翎翚翥耀耘聃聿肜胤舸艿芃芄芊芮芷苁苓茀茝荞荭莀莙莜莹菀菁菡萱葳蒨蓁蓥蔓蕙蕤薇"
    "藜蘅虓袆裎褀訢訸諟謇譞豨贇赪跹軏輈辂迦迩逄邗邠郗郛鄢酆酩釭鉴钰铖铭锬锳锴镕镠镡闫阇阒阗阚霁霂霈"
    "霏霖韡韫韬頫顗顼颀颐颖飒馥馨駪騄骁骅骉骐骕骞髙鬯魁鱻鲲鳐鴻鵾鸢鸰麒麾黻黼齊龑龢龘"
    "仝仡伋伲伾佺侃侑俣倓倞偲傃傒僡儁儇兕冼凃刘剡勍勔卞厍厐叡咏唅啟喬嘏嘒嚞囝圊坤垕垟埇堉堽塬墘壎奭"
    "妍妘姁姈姞姮姵婍婞媖媛媞嫆嫄嫕嬅孖孚孜宓宥寘尕屾岐岑岿峣峤峻崟崤嵘嵩嶒嶓巘帨帏庥弢彧彣徉徕怡怿恺"
    "恽悆悕悝惇惠愔慜懋懿戬扆抒揆摛攸敉旂旭旸昂昇昌昱晗晖𬭎𬬩𬱖䶮㛃㭎𬍛𬀩𬇕𬘭𬣙𬶋𬭸𬸚𫖯𫘧𫚕𫟹𫠊𫢸𫰛𫵷𫷷𫸩"
)
SIGNS = (
    (0x20, 0x17F),  # Latin, accents
    (0x2010, 0x2027),
    (0x2030, 0x205E),
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x2BFF),  # arrows, mathematics, shapes: those the font has
    (0x3000, 0x303F),  # Chinese punctuation
    (0xFF00, 0xFFEF),  # full-width forms
)


def main() -> int:
    """Write both faces and the licence into ``resources/fonts``."""
    target = Path(__file__).resolve().parents[1] / "resources" / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        room = Path(temporary)
        source = _unpack(room)
        cutter = _cutter(room)
        for face, path in FACES.items():
            wanted = "*" if face == "Regular" else ",".join(f"{code:X}" for code in sorted(_bold_codes()))
            codes = room / f"{face}.txt"
            codes.write_text(wanted, encoding="ascii")
            _cut(cutter, source / path, codes, target / f"NotoSansSC-{face}.ttf")
        shutil.copyfile(source / "LICENSE_FONT", target / "OFL.txt")
    return 0


def _unpack(room: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch the fonts")
    subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=room, check=True)
    with tarfile.open(next(room.glob("*.tgz"))) as archive:
        archive.extractall(room, filter="data")
    return room / "package"


def _cutter(room: Path) -> Path:
    venv.create(room / "venv", with_pip=True)
    python = room / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", FONTTOOLS], check=True)
    return python


def _cut(python: Path, source: Path, codes: Path, target: Path) -> None:
    command = [
        *(str(python), "-m", "fontTools.subset", str(source)),
        f"--unicodes-file={codes}" if codes.stem == "Bold" else "--unicodes=*",
        f"--output-file={target}",
        f"--drop-tables+={LAYOUT_TABLES}",
        "--no-recalc-timestamp",
        "--name-IDs=*",
        "--notdef-outline",
        "--canonical-order",
    ]
    subprocess.run(command, check=True)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB")


def _bold_codes() -> set[int]:
    gb2312 = {
        ord(bytes((row, cell)).decode("gb2312", "ignore") or " ")
        for row in range(0xA1, 0xF8)
        for cell in range(0xA1, 0xFF)
    }
    signs = {code for first, last in SIGNS for code in range(first, last + 1)}
    return gb2312 | signs | {ord(character) for character in NAME_CHARACTERS}


if __name__ == "__main__":
    raise SystemExit(main())
