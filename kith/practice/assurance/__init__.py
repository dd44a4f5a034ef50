"""Assurance: what managers, auditors and inspectors need to know. The ledger to read. Words: line, period, flag.

Stands above all other rooms of practice, and asks them; none of them knows of it.
"""
