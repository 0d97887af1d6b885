"""A clean compound file (the container of xls) around one checked stream.

Two readers may follow the same broken container to different bytes; this one has a single way.
Layout: [MS-CFB] version 4, with 4,096-byte sectors: the stream, one directory sector, the table.
"""

import struct

_SECTOR = 4096
_PER_TABLE = _SECTOR // 4  # entries of one sector of the table
_END, _TABLE, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_ROOT, _STREAM = 5, 2
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_HEADER = 109  # places for sectors of the table in the header: enough for 457 MB


def wrap(stream: bytes) -> bytes:
    """A compound file that holds `stream` as its Workbook."""
    padded = stream + bytes(-len(stream) % _SECTOR)
    used = len(padded) // _SECTOR
    tables = -(-(used + 1) // (_PER_TABLE - 1))
    chain = [*range(1, used), _END, _END, *[_TABLE] * tables]  # the stream, the directory, the table itself
    chain += [_FREE] * (tables * _PER_TABLE - len(chain))
    # The root must start somewhere, though it holds no short streams.
    directory = _entry("Root Entry", _ROOT, 1, 0, 0) + _entry("Workbook", _STREAM, _FREE, 0, len(padded))
    table = struct.pack(f"<{len(chain)}I", *chain)
    return _header(used, tables) + padded + directory.ljust(_SECTOR, b"\0") + table


def _header(directory: int, tables: int) -> bytes:
    places = [*range(directory + 1, directory + 1 + tables)]
    places += [_FREE] * (_IN_HEADER - tables)
    fixed = struct.pack("<16xHHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    counts = struct.pack("<IIIIIIIII", 1, tables, directory, 0, _SECTOR, _END, 0, _END, 0)
    return (_MAGIC + fixed + counts + struct.pack(f"<{_IN_HEADER}I", *places)).ljust(_SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)
