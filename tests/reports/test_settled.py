from io import BytesIO
from zipfile import ZipFile

from reports.settled import settled


def made(*entries: tuple[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as file:
        for name, content in entries:
            file.writestr(name, content)
    return target.getvalue()


def test_times_vanish_content_stays() -> None:
    file = ZipFile(BytesIO(settled(made(("a", b"1"), ("b/c", b"2")))))
    assert [(entry.filename, entry.date_time) for entry in file.infolist()] == [
        ("a", (1980, 1, 1, 0, 0, 0)),
        ("b/c", (1980, 1, 1, 0, 0, 0)),
    ]
    assert (file.read("a"), file.read("b/c")) == (b"1", b"2")


def test_an_entry_can_be_replaced() -> None:
    assert ZipFile(BytesIO(settled(made(("a", b"1")), {"a": b""}))).read("a") == b""
