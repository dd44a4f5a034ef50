"""Ledger: who did what, who looked at what, about whom, when, from where, why; and how rooms hear each other.

Words: event, trace, refusal, origin. Comes in: announce, leave_trace, record_refusal, listen. Holds plain ids, because entries outlive
the rows they speak of. Append only: the application may insert and read, never change (grants and a trigger).
"""
