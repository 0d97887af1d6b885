"""Emblems: known by content, written anew, served to people of the agency only."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from organizations.emblems import LARGEST_FILE, LONGEST_SIDE, read_emblem
from organizations.models import Organization, User
from organizations.services.places import set_emblem

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4" onload="x()"/></svg>'
SignIn = Callable[[User], Client]


def picture(width: int = 700, height: int = 600, kind: str = "PNG", **options: object) -> bytes:
    written = BytesIO()
    mode = "RGB" if kind == "JPEG" else "RGBA"
    Image.new(mode, (width, height), "#123456").save(written, kind, **options)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_becomes_a_png(kind: str) -> None:
    emblem = read_emblem(picture(kind=kind))
    assert emblem.suffix == "png"
    with Image.open(BytesIO(emblem.data)) as image:
        assert (image.format, image.size) == ("PNG", (700, 600))


def test_nothing_but_the_pixels_is_kept() -> None:
    note = PngInfo()
    note.add_text("Comment", "<script>alert(1)</script>")
    data = picture(pnginfo=note) + b"<script>alert(2)</script>"
    assert b"alert" in data
    assert b"alert" not in read_emblem(data).data


def test_a_huge_picture_is_made_smaller() -> None:
    with Image.open(BytesIO(read_emblem(picture(4000, 3000)).data)) as image:
        assert max(image.size) == LONGEST_SIDE


def test_a_drawing_is_sanitised() -> None:
    emblem = read_emblem(SVG)
    assert emblem.suffix == "svg"
    assert b"onload" not in emblem.data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "ว่างเปล่า"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * LARGEST_FILE, "2 เมกะไบต์"),
        (picture(599, 599), "เล็กเกินไป"),
        (picture()[:200], "อ่านไฟล์ภาพนี้ไม่ได้"),
        (b"GIF89a" + b"0" * 100, "ไม่ใช่ภาพ"),
        (b"<html><script>alert(1)</script></html>", "ไม่ใช่ภาพ"),
        (b"MZ" + b"0" * 100, "ไม่ใช่ภาพ"),
        (b"<svg", "SVG"),
        (picture(9000, 9000, optimize=True), "จำนวนจุดมากเกินไป"),
    ],
    ids=["empty", "large", "small", "torn", "gif", "html", "program", "broken svg", "bomb"],
)
@pytest.mark.parametrize("lenient", [False, True], ids=["alone", "beside the PDF engine"])
def test_every_other_file_is_refused_with_what_to_do(
    data: bytes, message: str, lenient: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    with pytest.raises(ValidationError, match=message):
        read_emblem(data)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def upload(client: Client, organization: Organization, data: bytes, name: str = "ตรา.png"):
    url = reverse("emblem", args=[organization.code])
    return client.post(url, {"emblem": SimpleUploadedFile(name, data)})


def stored(tmp_path: Path) -> list[str]:
    return [path.name for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.django_db
@pytest.mark.django_db
def test_nothing_stays_behind_of_an_emblem_that_could_not_be_kept(
    organization: Organization, tmp_path: Path
) -> None:
    Organization.objects.filter(pk=organization.pk).delete()
    with pytest.raises(DatabaseError):
        set_emblem(organization, read_emblem(picture()))
    assert stored(tmp_path) == []


class TestPage:
    def test_it_is_stored_under_a_random_name_and_served_closed(
        self, organization: Organization, administrator: User, staff: User, sign_in: SignIn, tmp_path: Path
    ) -> None:
        response = upload(sign_in(administrator), organization, SVG, "../../evil.html")
        assert response["Location"] == reverse("organization_settings", args=[organization.code])
        assert len(stored(tmp_path)) == 1
        assert "evil" not in stored(tmp_path)[0]
        served = sign_in(staff).get(reverse("emblem", args=[organization.code]))
        assert served["Content-Type"] == "image/svg+xml"
        assert served["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in served["Content-Security-Policy"]
        assert "sandbox" in served["Content-Security-Policy"]
        assert b"circle" in b"".join(served.streaming_content)

    def test_a_new_one_takes_the_place_of_the_old(
        self,
        organization: Organization,
        administrator: User,
        sign_in: SignIn,
        tmp_path: Path,
        django_capture_on_commit_callbacks,
    ) -> None:
        client = sign_in(administrator)
        for data in (SVG, picture()):
            with django_capture_on_commit_callbacks(execute=True):
                upload(client, organization, data)
        assert [name.rpartition(".")[2] for name in stored(tmp_path)] == ["png"]
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("emblem", args=[organization.code]), {"remove": "yes"})
        assert stored(tmp_path) == []
        assert client.get(reverse("emblem", args=[organization.code])).status_code == 204

    def test_a_refused_file_changes_nothing_and_says_why(
        self, organization: Organization, administrator: User, sign_in: SignIn, tmp_path: Path
    ) -> None:
        response = upload(sign_in(administrator), organization, picture(100, 100))
        assert response.status_code == 400
        assert "ภาพเล็กเกินไป (100 × 100 จุด)" in response.content.decode()
        assert stored(tmp_path) == []

    def test_readers_see_it_but_do_not_change_it_and_strangers_do_neither(
        self, organization: Organization, staff: User, stranger: User, sign_in: SignIn
    ) -> None:
        assert upload(sign_in(staff), organization, SVG).status_code == 403
        assert upload(sign_in(stranger), organization, SVG).status_code == 404
        assert sign_in(stranger).get(reverse("emblem", args=[organization.code])).status_code == 404
