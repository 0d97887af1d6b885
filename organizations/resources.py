"""Spreadsheet columns of agencies, departments and memberships; rows are known by code and name."""

from __future__ import annotations

from import_export import resources
from import_export.fields import Field
from import_export.widgets import ForeignKeyWidget

from organizations.models import Department, Membership, Organization, User


class NaturalResource(resources.ModelResource):
    """All rows or none; rows that are equal already are left alone; every row is fully checked."""

    class Meta:
        use_transactions = True
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True


def key_field(name: str, model: type, key: str) -> Field:
    """Return a column that names a row of another table by its natural key."""
    return Field(attribute=name, column_name=name, widget=ForeignKeyWidget(model, key))


class OrganizationResource(NaturalResource):
    """An agency by its code."""

    class Meta(NaturalResource.Meta):
        model = Organization
        import_id_fields = ("code",)
        fields = (
            "code",
            "kind",
            "name",
            "subdistrict",
            "district",
            "province",
            "phone",
            "document_prefix",
            "strength_line",
        )
        export_order = fields


class DepartmentResource(NaturalResource):
    """A department by its agency's code and its name."""

    organization = key_field("organization", Organization, "code")

    class Meta(NaturalResource.Meta):
        model = Department
        import_id_fields = ("organization", "name")
        fields = ("organization", "name", "order")
        export_order = fields


class MembershipResource(NaturalResource):
    """A membership by username, role and scope; accounts must be there already."""

    user = key_field("user", User, "username")
    organization = key_field("organization", Organization, "code")

    class Meta(NaturalResource.Meta):
        model = Membership
        import_id_fields = ("user", "role", "organization", "province", "whole_country")
        fields = (*import_id_fields, "position")
        export_order = fields
