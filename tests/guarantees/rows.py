"""One agency with so many rows of everything that any of the portal's pages lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from assessments.frameworks import edition_of
from assessments.models import FiscalYear, ImportBatch
from assessments.services.disclosure import Content, Statement, save_answers
from assessments.services.entry import save_figures
from assessments.services.figures import Figures
from organizations.models import Membership, Organization, User
from reports.models import ArchiveBundle, DiscussionNote, MemoRevision, ReviewPosition, ReviewStep
from tests.factories import DepartmentFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.measures.makers import make_measure, make_plan, make_report, upload
from tests.reports.makers import issued_document, memo, published

YEAR = 2564
PROVINCE = "จังหวัดตัวอย่าง"


def province_person() -> User:
    """Return someone with every role over the province: the menu and the pages show all they can."""
    user: User = UserFactory(first_name="ผู้ตรวจ", last_name="ตัวอย่าง")
    for role in Membership.Role.values:
        MembershipFactory(user=user, role=role, organization=None, province=PROVINCE)
    return user


def add_rows(organization: Organization, person: User, count: int) -> None:
    """Add `count` agencies beside this one, and to it `count` of each thing that it may have many of."""
    for number in range(count):
        _neighbour(person)
        DepartmentFactory(organization=organization)
        MembershipFactory(organization=organization)
        ReviewPosition.objects.create(
            organization=organization, order=_next(organization), title="ตำแหน่งตัวอย่าง", person=person
        )
        _scores(organization, Decimal(50 + number))
        _disclosures(organization, person)
        _measures(organization, number)
        _memo_rows(organization, person)
        ImportBatch.objects.create(file_name="คะแนน.xlsx", size=1, created_by=person, province=PROVINCE)
        ArchiveBundle.objects.create(by=person)


def _next(organization: Organization) -> int:
    return ReviewPosition.objects.filter(organization=organization).count() + 1


def _neighbour(person: User) -> None:
    """Make another agency with a result and a memo that waits for the person."""
    agency = OrganizationFactory(province=PROVINCE)
    _scores(agency, Decimal(80))
    of = memo(agency)
    _waiting(MemoRevision.objects.create(memo=of, number=1, content={}, submitted_by=UserFactory()), person)


def _waiting(revision: MemoRevision, person: User) -> None:
    order = revision.steps.count() + 1
    ReviewStep.objects.create(revision=revision, order=order, title="ตำแหน่งตัวอย่าง", person=person)


def _scores(organization: Organization, first: Decimal) -> None:
    """Save ten scores; another `first` each time, so that each save is one more line of the trail."""
    edition = edition_of(FiscalYear.objects.get(year=YEAR))
    stored = organization.assessments.filter(fiscal_year=edition.fiscal_year).first()
    figures = Figures(dict.fromkeys(range(2, 11), Decimal(70)) | {1: first})
    save_figures(organization, edition, figures, version=stored.version if stored else 0, user=UserFactory())


def _disclosures(organization: Organization, person: User) -> None:
    """Answer one more item (OIT) of this year and of the year before."""
    number = organization.disclosure_answers.count() // 2
    for year in (YEAR - 1, YEAR):
        edition = edition_of(FiscalYear.objects.get(year=year))
        content = Content(True, f"https://www.example.org/{number}", organization.departments.first().pk)
        statement = Statement(edition.disclosure_items[number], content, version=0)
        save_answers(organization, edition, [statement], user=person)


def _measures(organization: Organization, number: int) -> None:
    for year in (YEAR - 1, YEAR):
        measure = make_measure(make_plan(organization, year=year), approach=f"มาตรการที่ {number}")
        make_report(measure, 10, date(2022, 1, 15), file=upload(f"หลักฐาน {number}.pdf"))


def _memo_rows(organization: Organization, person: User) -> None:
    of = memo(organization)
    revision = MemoRevision.objects.create(
        memo=of, number=of.revisions.count() + 1, content={}, submitted_by=UserFactory()
    )
    _waiting(revision, person)
    DiscussionNote.objects.create(memo=of, by=UserFactory(), text="ข้อความหารือตัวอย่าง")
    published(issued_document(organization, revision=revision))
