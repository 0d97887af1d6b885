"""The only things a document can load: what was put into a mapping beforehand.

WeasyPrint's own fetcher opens sockets and any local file; this one opens nothing. What it refuses must
stop the rendering: a document with a hole in it must never be issued.
"""

from collections.abc import Mapping
from email.message import EmailMessage
from urllib.request import OpenerDirector

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

BASE_URL = "https://portal.invalid/"  # a host that can never exist (RFC 2606)
FOLDERS = ("fonts", "css", "images", "emblem")
CONTENT_TYPES = {
    ".ttf": "font/ttf",
    ".css": "text/css",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
}


class MappingFetcher(URLFetcher):
    """Serves `resources` (path such as "images/dots.svg" → bytes) and notes what it refused."""

    def __init__(self, resources: Mapping[str, bytes]) -> None:
        OpenerDirector.__init__(self)  # not URLFetcher's: it would add handlers that open sockets
        self._fail_on_errors = True
        self.refused: list[str] = []  # inside SVG images the engine swallows even fatal errors
        self._responses = {BASE_URL + path: (content, _headers(path)) for path, content in resources.items()}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The resource at exactly this address; raises FatalURLFetchingError for every other."""
        if url not in self._responses:
            self.refused.append(url[:200])
            raise FatalURLFetchingError(f"A document may not load {url[:200]}")
        content, content_headers = self._responses[url]
        return URLFetcherResponse(url, content, content_headers)


def _headers(path: str) -> EmailMessage:
    """Content type of a resource; ValueError for a folder or file type that documents do not use."""
    folder, _, name = path.partition("/")
    suffix = name[name.rfind(".") :]
    if folder not in FOLDERS or "/" in name or suffix not in CONTENT_TYPES:
        raise ValueError(f"Not a document resource: {path}")
    message = EmailMessage()
    message["Content-Type"] = CONTENT_TYPES[suffix]
    return message
