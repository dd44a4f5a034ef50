"""Design: how pages look. Layouts, GOV.UK components as Jinja macros, form fields that draw themselves, styles and scripts.

GOV.UK Frontend's styles without the GDS Transport font, the crown or the GOV.UK logotype: those are not licensed to councils.
"""
