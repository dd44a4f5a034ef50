"""Shapes of forms and of what was answered."""

from kith.practice.forms.models.response import EarlierAnswers, Response, ResponsePart
from kith.practice.forms.models.version import FormVersion

__all__ = ["EarlierAnswers", "FormVersion", "Response", "ResponsePart"]
