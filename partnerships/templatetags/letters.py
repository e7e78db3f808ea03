"""The filter for capital letters in every template: those of the language, instead of Django's."""

from django import template
from django.template.defaultfilters import stringfilter

from partnerships.languages import capfirst

register = template.Library()
register.filter("capfirst", stringfilter(capfirst), is_safe=True)
