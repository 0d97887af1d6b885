"""Issuing a memo whose review is complete: memo, report, measures and all three in one file.

Everything is rendered from the frozen content of the revision, once, before the transaction; the memo's
state decides who of several issues it. What is stored is never rendered again, only served.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from organizations.models import Organization, User
from reports import codes
from reports.documents.common import Outcome
from reports.documents.emblem import Emblem
from reports.documents.kinds import KINDS
from reports.documents.printing import document_html
from reports.models import IssuedDocument, Memo, MemoRevision
from reports.models.issued import new_issued_name
from reports.rendering.pdf import A_3A, render_pdf
from reports.services.conflicts import Moved
from reports.services.files import fingerprint, storing
from reports.services.freeze import restored, submitted_emblem
from reports.services.moves import move
from reports.services.review import current_revision
from reports.services.submitted import commented_memo, history_of, steps_of

QR_TITLE = "คิวอาร์โค้ดสำหรับตรวจสอบเอกสาร"


@dataclass(frozen=True)
class Rendered:
    """A document that is ready to be stored."""

    kind: str
    code: str
    pdf: bytes


def issue(memo: Memo, *, user: User) -> list[IssuedDocument]:
    """Issue a completed memo with its attachments; return the four documents, the memo first.

    Raises Moved when the memo is not completed (any more), RendererUnavailable when this machine cannot
    make PDFs; nothing is stored then.
    """
    revision = current_revision(memo)
    if revision is None or memo.state != Memo.State.COMPLETED:
        raise Moved
    now = timezone.now()
    rendered = render_all(revision, memo.assessment.organization, now)
    data = revision.content | {"comments": history_of(steps_of(revision))}
    with transaction.atomic():
        completed = Memo.objects.filter(state=Memo.State.COMPLETED, revision=revision.number)
        move(completed, memo, Memo.State.ISSUED)
        return _store_all(rendered, revision, memo, data, user, now)


def render_all(revision: MemoRevision, organization: Organization, now: datetime) -> list[Rendered]:
    """Render memo, analysis, plan and the bundle of all three, each sealed with a code of its own."""
    contexts = _contexts(revision)
    bodies = _bodies(contexts, emblem := submitted_emblem(revision, organization))
    bodies["bundle"] = "".join(
        f'<div class="part{" break-before" if place else ""}">{body}</div>'
        for place, body in enumerate(bodies.values())
    )
    names = dict.fromkeys(name for context in contexts.values() for name in context.terms)
    outcome = contexts["analysis"].outcome
    return [
        _render(kind, body, codes.new_code(), outcome, emblem, names, now) for kind, body in bodies.items()
    ]


def _contexts(revision: MemoRevision) -> dict[str, Any]:
    contexts = {key: restored(revision, key) for key in KINDS}
    return contexts | {"memo": commented_memo(revision, steps_of(revision))}


def _bodies(contexts: Mapping[str, Any], emblem: Emblem) -> dict[str, str]:
    return {
        key: document_html(kind, contexts[key], emblem=emblem.address, draft=False)
        for key, kind in KINDS.items()
    }


def _render(
    kind: str,
    body: str,
    code: str,
    outcome: Outcome,
    emblem: Emblem,
    names: Iterable[str],
    now: datetime,
) -> Rendered:
    label, agency = IssuedDocument.Kind(kind).label, outcome.agency.name
    pdf = render_pdf(
        seal(code, now) + body,
        title=f"{label} (ITA {outcome.year}) {agency}",
        author=agency,
        images=emblem.images,
        names=names,
        created=now,
        variant=A_3A,
    )
    return Rendered(kind, code, pdf)


def seal(code: str, now: datetime) -> str:
    """Return the mark on every page: QR code, address and code of the verification page."""
    address = verification_address(code)
    context = {
        "qr": qr_code(address),
        "address": f"{settings.BASE_URL}{reverse('verify_search')}",
        "code": codes.shown(code),
        "issued_on": now,
    }
    return render_to_string("documents/seal.html", context)


def qr_code(address: str) -> SafeString:
    """Return the QR code of an address as SVG for a document."""
    drawing = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawing, kind="svg", xmldecl=False, border=0, omitsize=True, title=QR_TITLE)
    return mark_safe(drawing.getvalue().decode())


def verification_address(code: str) -> str:
    """Return the public address at which a document can be checked."""
    return f"{settings.BASE_URL}{reverse('verify', args=[code])}"


def _store_all(
    rendered: list[Rendered],
    revision: MemoRevision,
    memo: Memo,
    data: Mapping[str, Any],
    user: User,
    now: datetime,
) -> list[IssuedDocument]:
    """Store files and rows; when a row is refused, no file stays behind."""
    shared = {
        "organization": memo.assessment.organization,
        "year": memo.assessment.fiscal_year.year,
        "revision": revision,
        "data": data,
        "issued_by": user,
        "issued_at": now,
        **data["entry"],
    }
    with storing() as store:
        names = [store(new_issued_name(), ContentFile(row.pdf)) for row in rendered]
        return [_store(document, name, shared) for document, name in zip(rendered, names, strict=True)]


def _store(rendered: Rendered, name: str, shared: Mapping[str, Any]) -> IssuedDocument:
    same = {"organization": shared["organization"], "year": shared["year"], "kind": rendered.kind}
    return IssuedDocument.objects.create(
        kind=rendered.kind,
        file=name,
        size=len(rendered.pdf),
        sha256=fingerprint(rendered.pdf),
        code=rendered.code,
        supersedes=IssuedDocument.objects.filter(**same, superseded_by=None).first(),
        **shared,
    )
