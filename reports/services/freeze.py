"""Freezing what a memo is made of at its submission.

The content of a revision is JSON: `documents` holds the contexts of the documents, from which they can
be printed again exactly; `facts` holds (label, text), from which differences are told to people; `entry`
is the memo's line in the register of issued documents; `emblem` is the SHA-256 of the emblem, empty for
none. Revisions from before emblems were kept lack this key and are printed with the emblem of the day.
"""

from __future__ import annotations

from typing import Any

from organizations.models import Organization
from reports.documents.analysis import AnalysisReport
from reports.documents.emblem import Emblem, emblem_of
from reports.documents.kinds import KINDS, Context
from reports.documents.memo import MemoDocument
from reports.documents.plan import PlanDocument
from reports.documents.sources import Sources
from reports.frozen import from_json, to_json
from reports.models import MemoRevision, SubmittedEmblem
from reports.services.facts import facts_of
from reports.services.files import fingerprint

CONTEXTS: dict[str, type[Context]] = {"memo": MemoDocument, "analysis": AnalysisReport, "plan": PlanDocument}


def frozen_content(sources: Sources) -> dict[str, Any]:
    """Return the content of a revision for the data as it is now, and keep the emblem that it names."""
    return {
        "documents": {key: to_json(kind.build(sources)) for key, kind in KINDS.items()},
        "facts": list(facts_of(sources).items()),  # pairs: jsonb keeps no order of keys
        "entry": {
            "number": sources.memo.number,
            "date": to_json(sources.memo.date),
            "subject": KINDS["memo"].build(sources).subject,  # type: ignore[union-attr]  # the memo's context
            "level": sources.result.level_name,
        },
        "emblem": _kept(sources.emblem),
    }


def restored(revision: MemoRevision, key: str) -> Any:
    """Return the context of a document ("memo", "analysis" or "plan") as it was submitted."""
    return from_json(CONTEXTS[key], revision.content["documents"][key])


def submitted_emblem(revision: MemoRevision, organization: Organization) -> Emblem:
    """Return the emblem with which the revision was submitted."""
    if "emblem" not in revision.content:
        return emblem_of(organization)
    if not (sha256 := revision.content["emblem"]):
        return Emblem()
    kept = SubmittedEmblem.objects.get(sha256=sha256)
    return Emblem(bytes(kept.content), kept.suffix)


def _kept(emblem: Emblem) -> str:
    """Keep an emblem as a closed row, once for each content; return its SHA-256, empty for none."""
    if not emblem.content:
        return ""
    values = {"content": emblem.content, "suffix": emblem.suffix}
    kept, _ = SubmittedEmblem.objects.get_or_create(sha256=fingerprint(emblem.content), defaults=values)
    return kept.sha256
