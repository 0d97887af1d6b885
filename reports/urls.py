"""Addresses of reports."""

from django.urls import path

from reports.views import (
    archive,
    chain,
    documents,
    editable,
    memo,
    moves,
    public,
    publishing,
    review,
    submitted,
    verify,
)

MEMO = "o/<slug:code>/<int:year>/memo/"
PUBLISH = "o/<slug:code>/<int:year>/publish/"

urlpatterns = [
    path("o/<slug:code>/chain/", chain.chain, name="chain"),
    path(MEMO, memo.memo, name="memo"),
    path(f"{MEMO}preview/", memo.preview, name="memo_preview"),
    path(f"{MEMO}number/", moves.number, name="memo_number"),
    path(f"{MEMO}submit/", moves.submit, name="memo_submit"),
    path(f"{MEMO}withdraw/", moves.withdraw, name="memo_withdraw"),
    path(f"{MEMO}revise/", moves.revise, name="memo_revise"),
    path(f"{MEMO}paper/", moves.paper, name="memo_paper"),
    path(f"{MEMO}issue/", moves.issue, name="memo_issue"),
    path(f"{MEMO}notes/", moves.note, name="memo_note"),
    path(f"{MEMO}review/", review.review, name="review"),
    path(f"{MEMO}revisions/<int:number>/", submitted.revision, name="memo_revision"),
    path(f"{MEMO}revisions/<int:number>.pdf", submitted.revision_pdf, name="memo_revision_pdf"),
    path(f"{MEMO}scans/<int:step>/", submitted.scan, name="memo_scan"),
    path("o/<slug:code>/<int:year>/documents/", documents.documents, name="documents"),
    path("o/<slug:code>/<int:year>/documents/<slug:kind>.pdf", documents.document_pdf, name="document_pdf"),
    path("o/<slug:code>/<int:year>/documents/<slug:kind>.docx", editable.document_docx, name="document_docx"),
    path("o/<slug:code>/<int:year>/documents/<slug:kind>.xlsx", editable.document_xlsx, name="document_xlsx"),
    path("o/<slug:code>/<int:year>/issued/<slug:key>.pdf", submitted.issued, name="issued_document"),
    path(PUBLISH, publishing.publishing, name="publishing"),
    path(f"{PUBLISH}<slug:key>/", publishing.publish, name="publish"),
    path(f"{PUBLISH}<slug:key>/end/", publishing.end, name="publish_end"),
    path("public/<slug:code>/<int:year>/", public.page, name="public"),
    path("public/<slug:code>/<int:year>/<slug:key>.pdf", public.document, name="public_document"),
    path("inbox/", review.inbox, name="inbox"),
    path("archive/", archive.archive, name="archive"),
    path("archive/list.xlsx", archive.archive_list, name="archive_list"),
    path("archive/bundles/", archive.bundles, name="archive_bundles"),
    path("archive/bundles/<int:bundle>/", archive.archive_bundle, name="archive_bundle"),
    path("archive/bundles/<int:bundle>.zip", archive.archive_bundle_file, name="archive_bundle_file"),
    path("archive/documents/<slug:key>/", archive.archive_document, name="archive_document"),
    path("verify/", verify.verify_search, name="verify_search"),
    path("verify/<slug:key>/", verify.verify, name="verify"),
]
