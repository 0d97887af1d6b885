import pytest

from reports.documents.kinds import KINDS
from tests.factories import OrganizationFactory
from tests.reports.documents import examples

pytestmark = pytest.mark.django_db


def test_files_have_telling_names() -> None:
    sources = examples.sources(examples.namtao(), 2564)
    assert [kind.file_name(sources) for kind in KINDS.values()] == [
        "บันทึกข้อความ_อบต.น้ำเต้า_ITA2564.pdf",
        "รายงานการวิเคราะห์ผลการประเมิน_อบต.น้ำเต้า_ITA2564.pdf",
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใส_อบต.น้ำเต้า_ITA2564.pdf",
    ]
    assert KINDS["memo"].file_name(sources, "docx").endswith("ITA2564.docx")


def test_a_name_cannot_leave_its_folder() -> None:
    sources = examples.sources(OrganizationFactory(kind="other", name="../ก/ข:ค"), 2564)
    assert KINDS["memo"].file_name(sources) == "บันทึกข้อความ_..-ก-ข-ค_ITA2564.pdf"
