"""Filters of the document templates: `{% load documents %}`."""

from django import template

from reports.documents import phrases

register = template.Library()
register.filter("bare", phrases.bare)
