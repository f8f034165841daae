from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers import Limits, read
from indexer.readers.archive import is_archive, located, member_paths
from indexer.readers.document import UnreadableFileError


def write(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def names(archive: Path, limits: Limits | None = None) -> list[str]:
    return [path.relative_to(archive.parent).as_posix() for path in member_paths(archive, limits or Limits())]


def content(path: Path) -> bytes:
    with located(path) as place:
        return place.read_bytes()


def test_members_have_paths_below_their_archive_and_keep_their_bytes(tmp_path: Path) -> None:
    archive = write(tmp_path / "公开.zip", {"甲/说明.pdf": "一".encode(), "报表.xls": "二".encode()})

    assert names(archive) == ["公开.zip!/甲/说明.pdf", "公开.zip!/报表.xls"]
    assert [content(path).decode() for path in member_paths(archive)] == ["一", "二"]


def test_members_of_an_archive_inside_an_archive(tmp_path: Path) -> None:
    inner = write(tmp_path / "inner", {"表.txt": "三".encode()}).read_bytes()
    archive = write(tmp_path / "外.zip", {"内.pdf": inner, "说明.txt": b"x"})

    assert names(archive) == ["外.zip!/内.pdf!/表.txt", "外.zip!/说明.txt"]
    assert content(member_paths(archive)[0]).decode() == "三"


def test_an_office_document_is_no_archive(tmp_path: Path) -> None:
    office = write(tmp_path / "a.docx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    archive = write(tmp_path / "b.zip", {"a.docx": office.read_bytes()})

    assert not is_archive(office)
    assert names(archive) == ["b.zip!/a.docx"]


def test_an_archive_deeper_than_the_limit_stands_for_itself(tmp_path: Path) -> None:
    deep = write(tmp_path / "0.zip", {"表.txt": b"x"})
    for number in (1, 2):
        deep = write(tmp_path / f"{number}.zip", {f"{number - 1}.zip": deep.read_bytes()})

    assert names(deep, Limits(max_depth=2)) == ["2.zip!/1.zip!/0.zip"]
    assert names(deep, Limits(max_depth=3)) == ["2.zip!/1.zip!/0.zip!/表.txt"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_chinese_names_without_a_mark_are_guessed(tmp_path: Path, encoding: str) -> None:
    name = "预算公开说明.pdf"
    raw = name.encode(encoding)
    archive = write(tmp_path / "a.zip", {"x" * len(raw): b"x"})
    archive.write_bytes(archive.read_bytes().replace(b"x" * len(raw), raw))

    assert names(archive) == [f"a.zip!/{name}"]
    assert content(member_paths(archive)[0]) == b"x"


@pytest.mark.parametrize("name", ["../出.pdf", "a/../../出.pdf", "/etc/出.pdf", "..\\出.pdf", "C:\\出.pdf"])
def test_names_that_lead_out_of_the_archive_are_refused(tmp_path: Path, name: str) -> None:
    archive = write(tmp_path / "a.zip", {"好.pdf": b"x", name: b"x"})

    with pytest.raises(UnreadableFileError, match="恶意文件") as refused:
        member_paths(archive)

    assert refused.value.code == "unsafe_names"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip"]


def test_what_systems_add_is_left_out(tmp_path: Path) -> None:
    archive = write(
        tmp_path / "a.zip",
        {
            "__MACOSX/._表.pdf": b"x",
            "甲/.DS_Store": b"x",
            "Thumbs.db": b"x",
            "~$表.docx": b"x",
            "表.pdf": b"x",
            "空/": b"",
        },
    )

    assert names(archive) == ["a.zip!/表.pdf"]


@pytest.mark.parametrize(
    "limits", [Limits(max_members=2), Limits(max_unpacked_bytes=25), Limits(max_ratio=1, max_unpacked_bytes=25)]
)
def test_more_than_the_limits_is_refused_as_a_whole(tmp_path: Path, limits: Limits) -> None:
    archive = write(tmp_path / "a.zip", {f"{n}.txt": b"0123456789" for n in range(3)})

    with pytest.raises(UnreadableFileError) as refused:
        member_paths(archive, limits)

    assert refused.value.code == "too_large"


def test_archives_inside_share_the_allowance_of_the_outermost(tmp_path: Path) -> None:
    inner = write(tmp_path / "inner", {f"{n}.txt": b"x" for n in range(3)}).read_bytes()
    archive = write(tmp_path / "a.zip", {"1.zip": inner, "2.zip": inner})

    assert len(member_paths(archive, Limits(max_members=8))) == 6
    with pytest.raises(UnreadableFileError, match="上限"):
        member_paths(archive, Limits(max_members=7))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    archive = write(tmp_path / "bomb.zip", {"零.txt": bytes(50_000_000)})

    with pytest.raises(UnreadableFileError, match="压缩炸弹"):
        member_paths(archive)


def test_a_locked_archive_is_refused_by_its_right_name(tmp_path: Path) -> None:
    archive = write(tmp_path / "a.zip", {"表.txt": b"x"})
    data = bytearray(archive.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(data)

    with pytest.raises(UnreadableFileError, match="已加密"):
        member_paths(archive)


def test_a_refused_archive_inside_an_archive_costs_only_itself(tmp_path: Path) -> None:
    hostile = write(tmp_path / "inner", {"../出.pdf": b"x"}).read_bytes()
    archive = write(tmp_path / "a.zip", {"坏.zip": hostile, "好.txt": b"x"})

    assert names(archive) == ["a.zip!/坏.zip", "a.zip!/好.txt"]
    with pytest.raises(UnreadableFileError, match="恶意文件"), located(member_paths(archive)[0]) as place:
        read(place)


def test_a_member_that_is_damaged_is_refused_when_it_is_read(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("表.txt", "预算公开" * 100)
    data = bytearray(archive.read_bytes())
    data[200] ^= 0xFF
    archive.write_bytes(data)
    (member,) = member_paths(archive)

    with pytest.raises(UnreadableFileError, match="损坏"), located(member):
        pass


def test_a_member_that_is_gone_says_so(tmp_path: Path) -> None:
    archive = write(tmp_path / "a.zip", {"表.txt": b"x"})

    with pytest.raises(UnreadableFileError) as refused, located(tmp_path / "a.zip!" / "别的.txt"):
        pass

    assert archive.exists()
    assert refused.value.code == "vanished"


def test_a_plain_path_is_its_own_place(tmp_path: Path) -> None:
    plain = tmp_path / "a.zip!" / "表.txt"
    plain.parent.mkdir()
    plain.write_bytes(b"x")

    with located(plain) as place:
        assert place == plain


def test_reading_an_archive_as_one_file_says_how_to_name_its_members(tmp_path: Path) -> None:
    archive = write(tmp_path / "公开.zip", {"甲/表.pdf": b"x", "乙.pdf": b"y"})

    with pytest.raises(UnreadableFileError, match=r"2 个文件.*公开\.zip!/甲/表\.pdf"):
        read(archive)


def test_the_copy_of_a_member_is_gone_after_reading(tmp_path: Path) -> None:
    archive = write(tmp_path / "a.zip", {"表.txt": b"x"})

    with located(member_paths(archive)[0]) as place:
        assert tmp_path not in place.parents

    assert not place.exists()


@given(st.binary(max_size=200))
def test_any_bytes_after_a_zip_header_are_expanded_or_refused(junk: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        path.write_bytes(b"PK\x03\x04" + junk)
        with pytest.raises(UnreadableFileError):
            member_paths(path)
