"""What the log says: a bug with its traceback; a full disk or a database that is away in one line."""

import logging

from kith.foundations.postgres.trouble import failing


class InALine(logging.Filter):
    """Takes the traceback from what is no bug: hundreds of lines a second would hide the one that matters, and fill the disk more."""

    def filter(self, record: logging.LogRecord) -> bool:
        problem = record.exc_info[1] if record.exc_info else None
        reason = failing(problem)
        if reason is not None:
            told = " ".join(str(problem).split())
            record.msg, record.args = f"{record.getMessage()}: {reason} ({told})", ()
            record.exc_info = record.exc_text = None
        return True
