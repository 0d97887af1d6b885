from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from organizations.models import User
from reports.models import Memo
from tests.factories import member
from tests.reports.documents import examples

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
URL = "/o/namtao/2564/memo/"
TYPED = {
    "version": "0",
    "office": "สำนักปลัด",
    "number": "อย ๗๗๑๐๑/๕",
    "date": "28 ก.ย. 2564",
    "purpose": "ได้ {total} คะแนน",
    "author_name": "ชื่อตัวอย่าง",
}


@pytest.fixture
def assessment() -> examples.Assessment:
    return examples.assessed_namtao()


@pytest.fixture
def clerk(assessment: examples.Assessment, sign_in: SignIn) -> Client:
    return sign_in(member("staff", assessment.organization))


def page(client: Client, url: str = URL) -> str:
    return client.get(url).content.decode()


def test_the_page_shows_fields_findings_and_chain(clerk: Client) -> None:
    shown = page(clerk)
    assert "ยังไม่มีเลขที่หนังสือ" in shown
    assert 'href="#id_number"' in shown
    assert "ความเห็นของ" not in shown  # that is in the preview
    assert "ปลัดองค์การบริหารส่วนตำบลน้ำเต้า" in shown
    assert "ได้คะแนนรวม ๘๒.๘๖ คะแนน" in shown  # the default wording in the empty field
    assert 'sandbox="allow-same-origin"' in shown


def test_what_is_typed_is_saved_and_printed(clerk: Client) -> None:
    answer = clerk.post(URL, TYPED, follow=True)
    assert answer.redirect_chain == [(URL, 302)]
    memo = Memo.objects.get()
    assert (memo.number, str(memo.date), memo.version) == ("อย ๗๗๑๐๑/๕", "2021-09-28", 1)
    preview = page(clerk, f"{URL}preview/")
    assert "ได้ ๘๒.๘๖ คะแนน" in preview
    assert "อย ๗๗๑๐๑/๕" in preview


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("date", "28/9/2021", "ค.ศ."),
        ("date", "31/2/2564", "ไม่มีวันที่"),
        ("purpose", "ได้ {score} คะแนน", "ไม่รู้จักช่องแทนข้อมูล {score}"),
        ("closing", "{", "ปีกกา"),
        ("number", "ก" * 61, "60"),
        ("speed", "ช้า", "ช้า"),
    ],
)
def test_bad_input_is_explained_and_kept(clerk: Client, field: str, value: str, message: str) -> None:
    answer = clerk.post(URL, TYPED | {field: value, "office": "พิมพ์ไว้ก่อน"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert message in shown
    assert "พิมพ์ไว้ก่อน" in shown
    assert not Memo.objects.exists()


def test_an_error_is_told_on_top_with_the_way_to_its_field(clerk: Client) -> None:
    shown = clerk.post(URL, TYPED | {"date": "31/2/2564"}).content.decode()
    assert shown.index("ยังบันทึกไม่ได้") < shown.index("memo-paper")
    assert 'href="#id_date">ไปที่ช่อง “วันที่”' in shown


def test_who_comes_second_loses_nothing_typed(clerk: Client, assessment: examples.Assessment) -> None:
    clerk.post(URL, TYPED)
    answer = clerk.post(URL, TYPED | {"number": "อย ๗๗๑๐๑/๙"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "มีผู้บันทึกก่อนท่าน" in shown
    assert "อย ๗๗๑๐๑/๙" in shown and "อย ๗๗๑๐๑/๕" in shown
    assert 'name="version" value="1"' in shown
    assert Memo.objects.get().number == "อย ๗๗๑๐๑/๕"
    assert clerk.post(URL, TYPED | {"number": "อย ๗๗๑๐๑/๙", "version": "1"}).status_code == 302
    assert Memo.objects.get().number == "อย ๗๗๑๐๑/๙"


def test_an_error_elsewhere_does_not_lift_the_guard(clerk: Client, assessment: examples.Assessment) -> None:
    clerk.post(URL, TYPED)
    late = TYPED | {"number": "อย ๗๗๑๐๑/๙"}
    refused = clerk.post(URL, late | {"date": "31/2/2564"})
    assert refused.status_code == 422
    seen = str(refused.context["version"])
    assert f'name="version" value="{seen}"' in refused.content.decode()
    assert clerk.post(URL, late | {"version": seen}).status_code == 409
    assert Memo.objects.get().number == "อย ๗๗๑๐๑/๕"


@pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
def test_a_form_without_a_version_overwrites_nothing(clerk: Client, version: str) -> None:
    assert clerk.post(URL, TYPED | {"version": version}).status_code == 409
    assert not Memo.objects.exists()


def test_a_memo_on_its_way_shows_no_fields_and_takes_nothing(
    clerk: Client, assessment: examples.Assessment
) -> None:
    examples.memo(assessment, state=Memo.State.IN_REVIEW, number="เดิม")
    assert 'name="number"' not in page(clerk)
    answer = clerk.post(URL, TYPED)
    assert answer.status_code == 409
    assert "อยู่ระหว่างพิจารณา" in answer.content.decode()
    assert Memo.objects.get().number == "เดิม"


def test_a_year_without_data_leads_to_the_scores(clerk: Client) -> None:
    shown = page(clerk, "/o/namtao/2565/memo/")
    assert "/o/namtao/2565/scores/" in shown
    assert 'name="number"' not in shown
    assert clerk.post("/o/namtao/2565/memo/", TYPED).status_code == 409
    assert not Memo.objects.exists()


def test_a_year_without_an_edition_is_not_found(clerk: Client) -> None:
    assert clerk.get("/o/namtao/2599/memo/").status_code == 404


@pytest.mark.parametrize("role", ["executive", "auditor"])
def test_readers_read_and_may_not_write(assessment: examples.Assessment, sign_in: SignIn, role: str) -> None:
    reader = sign_in(member(role, assessment.organization))
    assert reader.get(URL).status_code == 200
    assert 'name="number"' not in page(reader)
    assert reader.post(URL, TYPED).status_code == 403
    assert not Memo.objects.exists()


@pytest.mark.parametrize(
    ("role", "links"),
    [
        ("staff", ["#id_number", "/o/namtao/2564/scores/"]),
        ("admin", ["#id_number", "/o/namtao/2564/scores/", "/o/namtao/chain/"]),
        ("executive", []),
        ("auditor", []),
    ],
)
def test_a_finding_leads_only_where_one_may_mend(
    assessment: examples.Assessment, sign_in: SignIn, role: str, links: list[str]
) -> None:
    type(assessment).objects.update(state="draft")
    findings = sign_in(member(role, assessment.organization)).get(URL).context["findings"]
    found = {row["url"] for row in findings}
    assert found - {"", "#id_date", "#id_author_name"} == set(links)
    assert ("" in found) == (role != "admin")


def test_a_foreign_year_leads_to_the_field_that_names_it(
    clerk: Client, assessment: examples.Assessment
) -> None:
    examples.memo(assessment, closing="ของปีงบประมาณ พ.ศ. 2560")
    assert 'href="#id_closing"' in page(clerk)


def test_a_memo_on_its_way_has_no_links_to_its_fields(clerk: Client, assessment: examples.Assessment) -> None:
    examples.memo(assessment, state=Memo.State.IN_REVIEW, number="")
    assert not [row for row in clerk.get(URL).context["findings"] if row["url"].startswith("#")]


def test_strangers_find_nothing(assessment: examples.Assessment, stranger: User, sign_in: SignIn) -> None:
    client = sign_in(stranger)
    for url in (URL, f"{URL}preview/"):
        assert client.get(url).status_code == 404
    assert client.post(URL, TYPED).status_code == 404


def test_the_preview_may_be_framed_here_and_run_nothing(clerk: Client) -> None:
    answer = clerk.get(f"{URL}preview/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert clerk.get(URL)["X-Frame-Options"] == "DENY"


def test_the_page_says_why_it_is_a_draft(sign_in: SignIn) -> None:
    assessment = examples.assessed_namtao(state="draft")
    shown = page(sign_in(member("staff", assessment.organization)))
    assert "เอกสารยังเป็นฉบับร่าง" in shown
    assert "/o/namtao/2564/scores/" in shown


@pytest.mark.parametrize("measures", [1, 30])
def test_the_page_keeps_its_query_budget(
    clerk: Client,
    assessment: examples.Assessment,
    measures: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    examples.memo(assessment)
    examples.plan(assessment, [9] * measures)
    with django_assert_max_num_queries(20):
        clerk.get(URL)
