"""Who is asking, and who works where."""

from django.http import HttpRequest

from kith.foundations.staff.models import Worker


def worker_of(request: HttpRequest) -> Worker:
    """The signed-in worker. The middleware has let nobody else through."""
    worker = request.user
    if not isinstance(worker, Worker):
        message = "A page was reached without a signed-in worker."
        raise TypeError(message)
    return worker
