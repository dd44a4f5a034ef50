"""Forms: what is asked, as data; what was answered. Words: form, version, section, question, answer, part, fact, response, the one before.

A room above registers its facts (rules.registry.register) and ships its forms (rules.registry.ship) in its apps.py; docs/forms.md is the
language. A response is started, saved in any state, finished when nothing is missing, reopened with a reason.
"""
