"""One way to draw a form field: label, control in the look of the page, help and errors."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms import BoundField

register = template.Library()

CONTROL = "form-control"
CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-check-input"),
    (forms.RadioSelect, "form-check-input"),
    (forms.CheckboxSelectMultiple, "form-check-input"),
    (forms.Select, "form-select"),
)


def control_class(widget: forms.Widget, invalid: bool) -> str:
    """Return the CSS classes of a widget, marked when what was typed is refused."""
    base = next((name for kind, name in CLASSES if isinstance(widget, kind)), CONTROL)
    return f"{base} is-invalid" if invalid else base


@register.inclusion_tag("partials/field.html")
def field(bound: BoundField, label: str = "", **attrs: Any) -> dict[str, object]:
    """Draw a field; `label` replaces the form's own, other arguments become attributes of the control."""
    widget = bound.field.widget
    attrs["class"] = control_class(widget, bool(bound.errors))
    if widget.attrs.get("placeholder") == bound.label:
        # The label stands above already; said twice it only looks like something typed.
        attrs["placeholder"] = ""
    return {
        "bound": bound,
        "label": label or bound.label,
        "control": bound.as_widget(attrs=attrs),
        "is_checkbox": isinstance(widget, forms.CheckboxInput),
        "is_group": getattr(widget, "use_fieldset", False),
    }


@register.inclusion_tag("partials/form_fields.html")
def form_fields(form: forms.BaseForm) -> dict[str, object]:
    """Draw the errors of the whole form and every field in its order."""
    return {"form": form}
