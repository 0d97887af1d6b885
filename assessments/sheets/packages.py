"""Zip containers (xlsx, ods): every part is checked, and only the checked bytes are read afterwards.

A zip can be described twice, hold a part twice or announce a false size, and two readers may then see
different files. So the parts are inflated once, under limits, and the reader gets them and nothing else.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from assessments.sheets import limits
from assessments.sheets.limits import SheetFileError, require

Parts = Mapping[str, bytes]

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED_FLAG = 0x1
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(_rels/|worksheets/)?[^/]+\.(xml|rels)"
    r"|mimetype|content\.xml|META-INF/manifest\.xml"
)
_UNSAFE_NAME = re.compile(r"(^|/)\.\.?(/|$)|^/|//|\\|^[A-Za-z]:|[\x00-\x1f]")
_MACRO_NAME = re.compile(
    r"(^|/)vbaProject\.bin$|^xl/(macrosheets|dialogsheets)/|^(Basic|Scripts)/.", re.IGNORECASE
)
_EXTERNAL_NAME = re.compile(r"^xl/(externalLinks/|queryTables/|connections\.xml)", re.IGNORECASE)

_GOOD_REF = rb"(?:[A-Z]|[A-F][A-Z]|G[A-R])?(?:1?[0-9]{1,4}|20000)"  # columns to GR = 200, rows to 20,000
# A cell or row whose first attribute is not a position inside the limits.
_NOT_GOOD = rb'(?:c|row)(?=[\s/>])(?! r="' + _GOOD_REF + rb'")'
_DOUBTFUL = re.compile(b"<" + _NOT_GOOD)
_DOUBTFUL_PREFIXED = re.compile(rb"<(?:[^\s<>/]*:)?" + _NOT_GOOD)  # slower
_POSITION = re.compile(rb' r="[A-Z]*[0-9]+"')
_DIMENSION = re.compile(rb'<(?:[^\s<>/]*:)?dimension\s[^>]*?ref\s*=\s*["\']([^"\']*)')
_GOOD_DIMENSION = re.compile(rb"(?:%b)(?::%b)?" % (_GOOD_REF, _GOOD_REF))
_TAG_LIMITS = ((b"si", limits.MAX_CELLS), (b"mergeCell", limits.MAX_ROWS), (b"xf", limits.MAX_ROWS))
# A formula that was never calculated holds no value; the formula is shown in its place.
_UNCALCULATED = re.compile(rb"<c ((?:(?! t=)[^>])*)><f>([^<]*)</f>(?:<v ?/>|<v></v>)?</c>")


def open_package(data: bytes) -> Parts:
    """The parts of a zip file that a reader needs, by name; raises SheetFileError for anything unsafe."""
    require(data.count(b"PK\x01\x02") <= limits.MAX_PARTS, limits.UNSAFE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            return {
                entry.filename: _inflate(archive, entry)
                for entry in entries
                if _NEEDED.fullmatch(entry.filename)
            }
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError) as error:
        raise SheetFileError(limits.DAMAGED) from error


def workbook_bytes(parts: Parts) -> bytes:
    """A clean xlsx (stored, not compressed) of checked parts, for the reader of workbooks."""
    require(_count(parts["xl/workbook.xml"], b"sheet ") <= limits.MAX_SHEETS, limits.TOO_MANY_SHEETS)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            _check_extent(content)
            archive.writestr(zipfile.ZipInfo(name), _with_visible_errors(content))
    return buffer.getvalue()


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    require(sum(entry.file_size for entry in entries) <= limits.MAX_UNPACKED, limits.TOO_LARGE_UNPACKED)
    require(not any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries), limits.ENCRYPTED)
    require(not any(map(_UNSAFE_NAME.search, names)), limits.UNSAFE)
    require(len({name.casefold() for name in names}) == len(names), limits.UNSAFE)
    require(all(entry.compress_type in _METHODS for entry in entries), limits.UNSAFE)
    require(not any(map(_MACRO_NAME.search, names)), limits.MACROS)
    require(not any(map(_EXTERNAL_NAME.search, names)), limits.EXTERNAL)


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part's bytes, at most as many as announced; refuses XML with a DTD or in UTF-16 (which hides one)."""
    with archive.open(entry) as part:
        content = part.read(entry.file_size)
    require(
        b"\0" not in content and b"<!DOCTYPE" not in content and b"<!ENTITY" not in content, limits.UNSAFE
    )
    return content


def _check_extent(xml: bytes) -> None:
    """Positions in a sheet are written plainly and inside the limits, as every spreadsheet program does."""
    dimension = _DIMENSION.search(xml)
    require(dimension is None or _GOOD_DIMENSION.fullmatch(dimension[1]) is not None, limits.TOO_WIDE)
    prefixed = b":c" in xml or b":row" in xml
    doubtful = (_DOUBTFUL_PREFIXED if prefixed else _DOUBTFUL).search(xml)
    if doubtful:
        outside = _POSITION.match(xml, doubtful.end())
        raise SheetFileError(limits.TOO_WIDE if outside else limits.UNPLAIN)
    if xml.count(b"<") > limits.MAX_CELLS:
        for tag, most in _TAG_LIMITS:
            require(_count(xml, tag) <= most, limits.TOO_MANY_CELLS)


def _count(xml: bytes, tag: bytes) -> int:
    """How many elements there are whose name starts so, with or without a namespace prefix."""
    return xml.count(b"<" + tag) + xml.count(b":" + tag)


def _with_visible_errors(xml: bytes) -> bytes:
    """Cells with #DIV/0! and the like, or with a formula never calculated, as text: they are not empty."""
    xml = xml.replace(b' t="e"', b' t="str"')
    return _UNCALCULATED.sub(rb'<c \1 t="str"><v>=\2</v></c>', xml) if b"<f>" in xml else xml
