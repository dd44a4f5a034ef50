"""Makes docs/pathways.md (`make docs`): the declared journey as a diagram and a table, and the language of a council's own steps."""

from collections.abc import Iterable

from kith.foundations.clocks import catalogue
from kith.practice.pathways.pages.declared import EXAMPLE
from kith.practice.pathways.rules.declared import Dated, Declarations, Owner, StepKind
from kith.practice.pathways.rules.diagram import mermaid
from kith.practice.pathways.rules.reading import EPISODE, OUTCOME, STEP, Known, declarations
from kith.practice.pathways.rules.registry import shipped
from kith.practice.people.rules.fitting import SAID
from tests.architecture.source import ROOT

PAGE = ROOT / "docs" / "pathways.md"
OPENING = """# Pathways

Made by `make docs` from the code; a test fails when it is stale. The steps below are expected, not enforced: they run in any sensible order, side
by side, again, or not at all with a reason. The service shows the same, with the council's own limits, under *How the work goes*.

## Steps of a council's own

A council adds kinds of step, kinds of involvement (`episodes`) and further outcomes of shipped steps (`additions`) in a YAML file; it replaces
nothing that is shipped. `kith pathways check FILE` says what is the matter with it, with line, key and fix; `kith pathways load FILE` brings it into
force at once; `kith pathways list` lists all steps. Administrators do the same on the page *Our own steps*.

```yaml
{example}```

| where | keys |
|---|---|
| a file | `service`, `episodes`, `steps`, `additions` (a shipped step's key, then `outcomes`) |
| a step | {step} |
| an outcome | its words, or {outcome} |
| an episode | {episode} |

`dated` is one of {dated}: the moment that counts for clocks. `owner` is one of {owner}. `clocks`, `begins`, `done`, `notes` and `event` name clocks
and events of `docs/clocks.md`; `form` names a form of `docs/forms.md`; `closes` names, for each kind of episode, the reason or the reasons among
which the worker chooses. `sign-off: true` of a step: a second person signs it off however it ends; of an outcome: only where it ends so, and what it ends in
for others does not wait. `against: {{danger: "yes"}}` names answers of its form that contradict the outcome: it asks why, counts it, and stops nobody.
`only: unborn` offers an outcome only to those of an age: {ages}.
"""


def page() -> str:
    """The page's text, as it should be now."""
    declared = declarations(shipped(), Known(catalogue.shipped(), None))
    words = {
        "example": EXAMPLE, "step": _keys(STEP), "outcome": _keys(OUTCOME), "episode": _keys(EPISODE), "dated": _keys(Dated), "owner": _keys(Owner),
        "ages": SAID,
    }  # fmt: skip
    parts = [OPENING.format(**words)]
    for service in dict.fromkeys(step.service for step in declared.steps.values()):
        parts.append(f"\n## {service.capitalize()}\n\n```mermaid\n{mermaid(declared, service)}```\n\n")
        parts.append("| step | due | signed off | ends in | leads to |\n|---|---|---|---|---|\n")
        parts += [_row(declared, step) for step in declared.steps.values() if step.service == service]
    return "".join(parts)


def _keys(keys: Iterable[object]) -> str:
    return ", ".join(f"`{key}`" for key in sorted(map(str, keys)))


def _row(declared: Declarations, step: StepKind) -> str:
    due = "; ".join(f"{catalogue.shipped().rule(key).named}: {catalogue.shipped().rule(key).counted_as}" for key in step.clocks) or "–"
    rows: list[str] = []
    for outcome in step.outcomes.values():
        what = f"{step.title} (`{step.key}`) | {due}" if not rows else " | "
        signed = "yes" if step.sign_off or outcome.sign_off else "–"
        rows.append(f"| {what} | {signed} | {outcome.says} | {_leads(declared, outcome.leads_to)} |\n")
    return "".join(rows)


def _leads(declared: Declarations, keys: tuple[str, ...]) -> str:
    return ", ".join(declared.steps[key].title for key in keys) or "–"


def write() -> None:
    PAGE.write_text(page())
