"""Numbers from runs: percentiles of what was measured, and their table."""

from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True)
class Sample:
    """One request: milliseconds as the client saw it and as the server did, statements it sent, bytes on the wire."""

    client_ms: float
    server_ms: float
    queries: int
    wire_bytes: int
    ok: bool


@dataclass(frozen=True)
class Figure:
    """What an action took. `floor_ms` is the median of the bare SQL that any implementation would need, in the same run."""

    action: str
    clients: int
    runs: int
    failed: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    server_p50_ms: float
    server_p95_ms: float
    a_second: float
    queries: int
    kilobytes: float
    floor_ms: float | None
    times_the_floor: float | None
    more_ms: float | None = None  # than without what is measured: the median of the pairs

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of the sorted values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


def figure(action: str, clients: int, samples: list[Sample], seconds: float, floor_ms: float | None) -> Figure:
    """Draw the figures of one action at one number of clients."""
    seen = [sample.client_ms for sample in samples]
    server = [sample.server_ms for sample in samples]
    middle = percentile(server, 0.5)
    return Figure(
        action=action,
        clients=clients,
        runs=len(samples),
        failed=sum(not sample.ok for sample in samples),
        p50_ms=round(percentile(seen, 0.5), 2),
        p95_ms=round(percentile(seen, 0.95), 2),
        p99_ms=round(percentile(seen, 0.99), 2),
        server_p50_ms=round(middle, 2),
        server_p95_ms=round(percentile(server, 0.95), 2),
        a_second=round(len(samples) / seconds, 1),
        queries=round(median(sample.queries for sample in samples)),
        kilobytes=round(median(sample.wire_bytes for sample in samples) / 1000, 1),
        floor_ms=round(floor_ms, 2) if floor_ms else None,
        times_the_floor=round(middle / floor_ms, 1) if floor_ms else None,
    )
