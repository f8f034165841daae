"""Derive analyzers/data/divisions.csv from the CC0 table of yescallop/areacodes.

    python tools/derive_divisions.py areacodes.csv analyzers/data/divisions.csv

Kept are the divisions in use and those abolished or renamed since disclosures
began; short names are worked out here, so that the program needs no rules about them.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

#: 政府信息公开条例 came into force in 2008: no disclosure names a place abolished before.
FIRST_YEAR = 2008

_GROUPS = """
蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 柯尔克孜 土
达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙
鄂伦春 赫哲 门巴 珞巴 基诺 各
"""
#: Groups in the names of autonomous divisions, with and without 族; 各族 counts as one.
ETHNIC_GROUPS = tuple(_GROUPS.split())
_GROUP_ENDING = re.compile(
    "(?<=..)(?:" + "|".join([f"{group}族" for group in ETHNIC_GROUPS] + [g for g in ETHNIC_GROUPS if len(g) > 1]) + ")$"
)

_WORDS = """
中山 来宾 安康 白银 朝阳 长治 大同 日照 海东 海西 海北 海南 黄南 白山 黑河 大兴安岭 兴安 阿里 和田 文山 红河 德宏 怒江
大理 海口 新乡 北海 吉林 玉树 凉山 安顺 保山 河池 吴忠 山南 中卫 临夏
"""
#: Names of prefectures that without 市 or 州 are ordinary words, other places, rivers or mountains.
ORDINARY_WORDS = frozenset(_WORDS.split())
#: County names that are also ordinary phrases: 市公安县区, 其中山区, 新建区县平台, 老解放区.
ORDINARY_PHRASES = frozenset({"公安县", "中山区", "新建区", "解放区"})
#: Districts named by position only: 城区, 东区, 市中区 …
POSITIONS = frozenset("新老旧城郊矿市中东西南北区")

#: Customary abbreviations that no rule yields.
CUSTOMARY = {
    "巴音郭楞蒙古自治州": "巴州",
    "克孜勒苏柯尔克孜自治州": "克州",
    "博尔塔拉蒙古自治州": "博州",
    "锡林郭勒盟": "锡盟",
    "前郭尔罗斯蒙古族自治县": "前郭县",
    "喀喇沁左翼蒙古族自治县": "喀左县",
    "阜新蒙古族自治县": "阜蒙县",
    "莫力达瓦达斡尔族自治旗": "莫旗",
}
#: Named in the names of offices everywhere (台湾事务办公室, 港澳办), and not covered by these disclosures.
WITHOUT_SHORT_NAME = ("71", "81", "82")

COLUMNS = ("code", "name", "short_names", "needs_context", "until", "successors")


class Row(NamedTuple):
    code: str
    name: str
    level: str
    until: int | None
    successors: tuple[str, ...]


def read(path: Path) -> list[Row]:
    """The rows of the source table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_row(record) for record in csv.DictReader(file)]


def _row(record: Mapping[str, str]) -> Row:
    # A successor with a year in brackets took over a part at that time, while the old division lived on.
    whole = [code for code in record["新代码"].split(";") if code and "[" not in code]
    until = None if record["状态"] == "在用" else int(record["变更/弃用时间"])
    return Row(record["代码"], record["名称"], record["级别"], until, tuple(whole))


def short_names(row: Row) -> list[str]:
    """Other names of a division, e.g. 互助县, 巴音郭楞州, 广州; none that is an ordinary word."""
    customary = [CUSTOMARY[row.name]] if row.name in CUSTOMARY else []
    core, kind = _core(row.name)
    if row.level == "县级":
        return customary + ([core + kind] if "自治" in row.name else [])
    with_kind = [core + kind] if kind == "州" else []
    if row.code.startswith(WITHOUT_SHORT_NAME) or (row.level == "地级" and core in ORDINARY_WORDS):
        return customary + with_kind
    return [*customary, *with_kind, core]


def _core(name: str) -> tuple[str, str]:
    """Split a name into its own part, without ethnic groups, and the kind of division."""
    if match := re.fullmatch("(.+)自治([县旗州区])", name):
        core = match[1]
        while (shorter := _GROUP_ENDING.sub("", core)) != core:
            core = shorter
        return core.removesuffix("族"), match[2]
    if match := re.fullmatch("(.+?)(地区|[省市盟县区旗])", name):
        return match[1], match[2]
    return name, ""


def needs_context(name: str) -> bool:
    """Whether the name is also an ordinary phrase: 凤县 in 该凤县…, 城区, 公安县."""
    return len(name) == 2 or set(name) <= POSITIONS or name in ORDINARY_PHRASES


def kept(rows: list[Row]) -> Iterator[Row]:
    """Rows in use first for each code, then late abolished ones, prefectures with the successor of the same name."""
    in_use = {(row.level, _core(row.name)[0]): row.code for row in rows if row.until is None}
    for row in rows:
        if row.until is None or (row.until >= FIRST_YEAR and row.successors):
            yield row
        elif row.until >= FIRST_YEAR:
            successor = in_use.get((row.level, _core(row.name)[0]), row.code)
            yield row._replace(successors=(successor,))


def main(source: Path, target: Path) -> None:
    """Write the derived table."""
    rows = sorted(kept(read(source)), key=lambda row: (row.code, row.until is not None, row.until or 0))
    names_in_use = {row.code: row.name for row in rows if row.until is None}
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            if row.until is not None and names_in_use.get(row.code) == row.name:
                continue  # only its prefecture was renamed
            flag = "Y" if needs_context(row.name) else ""
            writer.writerow(
                [
                    row.code,
                    row.name,
                    " ".join(short_names(row)),
                    flag,
                    row.until or "",
                    " ".join(row.successors if row.until else ()),
                ]
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
