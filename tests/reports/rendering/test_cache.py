from hypothesis import given
from hypothesis import strategies as st

from reports.rendering.cache import PdfCache


def test_keeps_a_file_and_returns_it() -> None:
    cache = PdfCache(10)
    assert cache.get("a") is None
    assert cache.put("a", b"1234") == b"1234"
    assert cache.get("a") == b"1234"


def test_drops_what_was_unused_for_longest() -> None:
    cache = PdfCache(10)
    cache.put("a", b"1234")
    cache.put("b", b"1234")
    cache.get("a")
    cache.put("c", b"1234")
    assert [cache.get(key) for key in "abc"] == [b"1234", None, b"1234"]


def test_a_file_beyond_the_limit_is_returned_but_not_kept() -> None:
    cache = PdfCache(3)
    assert cache.put("a", b"1234") == b"1234"
    assert cache.get("a") is None


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.binary(min_size=1, max_size=8))))
def test_never_holds_more_than_its_limit(files: list[tuple[str, bytes]]) -> None:
    cache = PdfCache(16)
    for key, pdf in files:
        cache.put(key, pdf)
        assert cache.get(key) == pdf
        assert sum(len(cache.get(name) or b"") for name in "abcd") <= 16


def test_key_tells_apart_everything_that_shapes_a_file() -> None:
    keys = [
        PdfCache.key("<p>", {}, False, "pdf/ua-1"),
        PdfCache.key("<p> ", {}, False, "pdf/ua-1"),
        PdfCache.key("<p>", {}, True, "pdf/ua-1"),
        PdfCache.key("<p>", {}, False, "pdf/a-3a"),
        PdfCache.key("<p>", {"emblem/a.png": b"1"}, False, "pdf/ua-1"),
        PdfCache.key("<p>", {"emblem/a.png": b"2"}, False, "pdf/ua-1"),
        PdfCache.key("<p>", {"emblem/b.png": b"1"}, False, "pdf/ua-1"),
    ]
    assert len(set(keys)) == len(keys)
    assert PdfCache.key("<p>", {"emblem/a.png": b"", "emblem/b.png": b""}) == PdfCache.key(
        "<p>", {"emblem/b.png": b"", "emblem/a.png": b""}
    )
