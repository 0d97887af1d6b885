"""Addresses of reports."""

from django.urls import path

from reports.views import chain, documents, memo

urlpatterns = [
    path("o/<slug:code>/chain/", chain.chain, name="chain"),
    path("o/<slug:code>/<int:year>/memo/", memo.memo, name="memo"),
    path("o/<slug:code>/<int:year>/memo/preview/", memo.preview, name="memo_preview"),
    path("o/<slug:code>/<int:year>/documents/", documents.documents, name="documents"),
    path("o/<slug:code>/<int:year>/documents/<slug:kind>.pdf", documents.document_pdf, name="document_pdf"),
]
