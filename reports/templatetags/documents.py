"""Filters of the document templates: `{% load documents %}`."""

from django import template

from reports.documents import common

register = template.Library()
register.filter("bare", common.bare)
