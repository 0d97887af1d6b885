"""Reporting on a measure: stored, corrected under a guard, deleted and called back; its page and history."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from measures.history import history_of
from measures.models import Evidence, Measure, Plan, Progress
from measures.services.measures import change_measure, remove_measure, restore_measure
from measures.services.plans import set_state
from measures.services.progress import Report, change_progress
from organizations.models import Organization, User
from tests.measures.makers import content, make_measure, make_plan, make_report, progress_in, upload
from thai.dates import full_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(organization: Organization) -> Measure:
    return make_measure(make_plan(organization))


def url(name: str, organization: Organization, *keys: int) -> str:
    return reverse(name, args=[organization.code, 2564, *keys])


TYPED = {"on": "15 ม.ค. ๒๕๖๕", "percent": "๔๐", "done": "ประชุมแล้ว", "result": "มีรายงาน", "problems": "ไม่มี"}


class TestReporting:
    def test_a_report_with_its_evidence_is_stored(
        self, organization: Organization, measure: Measure, clerk: Client, staff: User
    ) -> None:
        data = TYPED | {"file": upload(), "url": "https://example.org/o42"}
        page = clerk.post(url("progress_add", organization, measure.pk), data, follow=True)
        report = Progress.objects.get()
        assert (report.on, report.percent, report.done) == (date(2022, 1, 15), 40, "ประชุมแล้ว")
        assert (report.result, report.problems, report.by) == ("มีรายงาน", "ไม่มี", staff)
        assert report.evidence.count() == 2
        assert "บันทึกความคืบหน้าร้อยละ 40" in page.content.decode()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("percent", "101"),
            ("percent", "-1"),
            ("percent", "ครึ่งหนึ่ง"),
            ("percent", "9" * 1000),
            ("done", ""),
            ("on", ""),
            ("on", "15/1/2022"),
        ],
    )
    def test_faults_are_refused_and_nothing_typed_is_lost(
        self, field: str, value: str, organization: Organization, measure: Measure, clerk: Client
    ) -> None:
        page = clerk.post(url("progress_add", organization, measure.pk), TYPED | {field: value})
        assert page.status_code == 422
        assert list(page.context["form"].errors) == [field]
        assert "มีรายงาน" in page.content.decode()
        assert not Progress.objects.exists()

    def test_the_future_cannot_be_reported(
        self, organization: Organization, measure: Measure, clerk: Client
    ) -> None:
        address = url("progress_add", organization, measure.pk)
        tomorrow = timezone.localdate() + timedelta(days=1)
        assert clerk.post(address, TYPED | {"on": full_date(tomorrow)}).status_code == 422
        assert clerk.post(address, TYPED | {"on": full_date(timezone.localdate())}).status_code == 302

    def test_a_refused_file_stores_no_report_either(
        self, organization: Organization, measure: Measure, clerk: Client
    ) -> None:
        data = TYPED | {"file": upload("a.pdf", b"MZ"), "url": "https://example.org/"}
        page = clerk.post(url("progress_add", organization, measure.pk), data)
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["file"])
        assert not Progress.objects.exists() and not Evidence.objects.exists()

    def test_a_closed_plan_takes_no_report(
        self, organization: Organization, measure: Measure, clerk: Client
    ) -> None:
        set_state(measure.plan, Plan.State.CLOSED, version=0)
        page = clerk.post(url("progress_add", organization, measure.pk), TYPED)
        assert page.status_code == 422 and "แผนนี้สิ้นสุดแล้ว" in page.content.decode()


class TestCorrecting:
    def test_a_report_is_corrected(self, organization: Organization, clerk: Client) -> None:
        report = progress_in(organization)
        address = url("progress_edit", organization, report.measure_id, report.pk)
        assert 'value="15 มกราคม 2565"' in clerk.get(address).content.decode()
        assert clerk.post(address, TYPED | {"version": 0}).status_code == 302
        report.refresh_from_db()
        assert (report.percent, report.version) == (40, 1)

    def test_the_second_of_two_gets_both_versions(self, organization: Organization, clerk: Client) -> None:
        report = progress_in(organization)
        change_progress(report, Report(date(2022, 1, 1), 60, "ของคนอื่น"), version=0)
        address = url("progress_edit", organization, report.measure_id, report.pk)
        page = clerk.post(address, TYPED | {"version": 0})
        assert page.status_code == 409
        assert "ของคนอื่น" in page.content.decode() and "ประชุมแล้ว" in page.content.decode()
        assert clerk.post(address, TYPED | {"version": page.context["version"]}).status_code == 302

    def test_deleting_names_the_evidence_and_can_be_undone(
        self, organization: Organization, measure: Measure, clerk: Client
    ) -> None:
        report = make_report(measure, file=upload("สรุปผล.pdf"))
        address = url("progress_delete", organization, measure.pk, report.pk)
        assert "สรุปผล.pdf" in clerk.get(address).content.decode()
        page = clerk.post(address, follow=True)
        undo = url("progress_restore", organization, measure.pk, report.pk)
        assert f'action="{undo}"' in page.content.decode() and not Progress.objects.exists()
        clerk.post(undo)
        assert Progress.objects.get().evidence.count() == 1

    def test_deleting_a_measure_names_its_reports(
        self, organization: Organization, measure: Measure, clerk: Client
    ) -> None:
        make_report(measure)
        text = clerk.get(url("measure_delete", organization, measure.pk)).content.decode()
        assert "รายงานความคืบหน้า 1 รายการ" in text


class TestPage:
    def test_it_shows_reports_and_evidence_to_a_reader_without_buttons(
        self, organization: Organization, measure: Measure, reader: Client
    ) -> None:
        make_report(measure, 100, file=upload("สรุปผล.pdf"), url="https://example.org/o42")
        text = reader.get(url("measure", organization, measure.pk)).content.decode()
        assert "สรุปผล.pdf" in text and 'href="https://example.org/o42"' in text and "แล้วเสร็จ" in text
        assert "<form" not in text.partition("<main")[2].partition("</main>")[0]

    def test_queries_do_not_grow_with_reports(
        self, organization: Organization, measure: Measure, clerk: Client, django_assert_num_queries: Any
    ) -> None:
        make_report(measure, file=upload())
        address = url("measure", organization, measure.pk)
        clerk.get(address)
        with django_assert_num_queries(17):
            clerk.get(address)
        for day in range(1, 30):
            make_report(measure, day, date(2022, 2, 1), file=upload())
        with django_assert_num_queries(17):
            clerk.get(address)


class TestHistory:
    def test_every_change_is_told_in_words(self, measure: Measure, staff: User) -> None:
        change_measure(measure, content(measure.plan, 9, approach="ใหม่", method=["ก", "ข"]), version=0)
        make_report(measure, 30, by=staff)
        remove_measure(measure)
        restore_measure(measure)
        lines = history_of(measure)
        assert [line.what for line in lines][:3] == ["เรียกคืนมาตรการ", "ลบมาตรการ", "เพิ่มความคืบหน้า"]
        assert lines[-1].what == "เพิ่มมาตรการ"
        changes = {change.name: (change.old, change.new) for line in lines for change in line.changes}
        assert changes["มาตรการ/แนวทาง"] == ("มาตรการตัวอย่าง", "ใหม่")
        assert changes["วิธีการดำเนินการ"] == ("ขั้นตอนแรก / ขั้นตอนที่สอง", "ก / ข")
        assert changes["ตัวชี้วัด"][1] == "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล"

    def test_who_did_it_is_named(
        self, organization: Organization, measure: Measure, clerk: Client, staff: User
    ) -> None:
        clerk.post(url("progress_add", organization, measure.pk), TYPED)
        assert history_of(measure)[0].who == str(staff)
        assert str(staff) in clerk.get(url("measure", organization, measure.pk)).content.decode()
