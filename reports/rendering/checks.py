"""System checks: what would keep documents from being made, or from being made well."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, register
from django.core.checks import Warning as Caution

from reports import fonts
from reports.rendering import fixes, pdf


@register("rendering")
def fonts_and_version(**options: Any) -> list[CheckMessage]:
    """Cheap enough for every start: the fonts are built, WeasyPrint is the version that was tested."""
    found: list[CheckMessage] = []
    if missing := fonts.missing(settings.FONTS_DIR):
        found.append(Caution(pdf.NO_FONTS.format(files=" ".join(missing)), id="rendering.W001"))
    if (version := fixes.engine_version()) != fixes.TESTED_VERSION:
        hint = f"Install weasyprint=={fixes.TESTED_VERSION}, or test and adapt reports/rendering/thai_*.py."
        found.append(
            Caution(f"WeasyPrint {version} is rendered without the Thai fixes.", hint, id="rendering.W002")
        )
    return found


@register("rendering", deploy=True)
def renderer_works(**options: Any) -> list[CheckMessage]:
    """Loads WeasyPrint: its libraries are there and every Thai fix is installed."""
    try:
        left_out = pdf.engine().left_out
    except pdf.RendererUnavailable as error:
        return [Caution(str(error), id="rendering.W003")]
    return [Caution(f"The fix for {name} is not installed.", id="rendering.W004") for name in left_out]
