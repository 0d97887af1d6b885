"""Finished PDFs of this process, by what they were made from."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping


class PdfCache:
    """Keeps the last used files up to a total size. Fonts and styles are fixed for a process's life."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._size = 0
        self._files: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    @staticmethod
    def key(markup: str, images: Mapping[str, bytes], *options: object) -> str:
        """SHA-256 of everything that shapes a file."""
        digest = hashlib.sha256(repr((len(markup), options)).encode())
        digest.update(markup.encode())
        for name, content in sorted(images.items()):
            digest.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(content).digest())
        return digest.hexdigest()

    def get(self, key: str) -> bytes | None:
        """The file, which counts as just used; None when it is not kept."""
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
            return self._files.get(key)

    def put(self, key: str, pdf: bytes) -> bytes:
        """Keep a file, dropping those unused for longest; returns it."""
        with self._lock:
            self._size += len(pdf) - len(self._files.pop(key, b""))
            self._files[key] = pdf
            while self._size > self._limit:
                self._size -= len(self._files.popitem(last=False)[1])
        return pdf
