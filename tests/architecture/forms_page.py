"""Makes docs/forms.md (`make docs`): the language in which forms are written. A test holds it fresh."""

from kith.practice.forms.queries import shipped_forms
from kith.practice.forms.rules.definition import NONE_WORDS, Type, cost
from kith.practice.forms.rules.letters import WORDS
from kith.practice.forms.rules.reading import EVERY, INSIDE, OWN, form_of
from kith.practice.forms.rules.registry import facts
from kith.practice.people.rules.fitting import SAID
from tests.architecture.source import ROOT

PAGE = ROOT / "docs" / "forms.md"
OPENING = """# Forms

Made by `make docs` from the code; a test fails when it is stale. A form is a YAML file. `kith forms check FILE` says what is the matter with
it, with line, key and fix; `kith forms load FILE` makes it the current version at once; `kith forms list` lists them. Form owners change forms
on the page *Forms* without YAML. Rooms ship theirs in a `definitions/` folder (`forms.rules.registry.ship`).

```yaml
{example}```

## A form

| key | what it is |
|---|---|
| `key` | never changes: small letters, figures, single underscores, at most 60. Answers are kept under it |
| `title`, `about` | what stands above the form |
| `version` | a whole number; a council's own version gets the next free one |
| `budget` | `always`: how many answers it may insist on; `conditional`: counting those under conditions, at most twice as many. A question for each person counts once, and so does what each row of a repeat insists on. Over it, the form cannot be used |
| `wordings` | other words for the same questions: `{{easy: Easy read, pl: Polski}}` |
| `wording` | of the form, a section or a question: `{{easy: What you told us}}`, or `{{pl: {{ask: ..., hint: ..., choices: {{yes_safe: ...}}}}}}` |
| `letters` | what can be made of it on paper: below |
| `sections` | each with `key`, `title`, `hint`, `when`, `per_person` (all its questions are asked of each person), `questions` |

## A question

| key | what it does |
|---|---|
| `key` | as above; unique in the form. Once it has answers it keeps its type: retire it and ask anew |
| `ask`, `hint`, `prompts` | its words; `{{name}}` is the first name of the person. Prompts are a list of what to think of |
| `type` | one of those below |
| `per_person` | asked of each person, kept in each person's part, shown on their record alone |
| `required` | `true`: finishing needs it. Saving never needs anything |
| `when` | asked only when a condition holds |
| `may_be_unknown` | `true`, or some of {nones}: answers too. `true` by itself for questions that are bound to a fact |
| `fact` | what of the record it shows and updates. Known already, it is shown with source and date: confirm, change, or leave; finishing updates the record and keeps the old with its dates. A name that nobody registers is a warning, and the answer stays in the form |
| `only` | of a question of each person: answers that are offered only to those of an age, `{{PN0: under 4, PN1: 4 and over}}`: {ages}. Of whom no age is known all are offered; one that was chosen stays |
| `of_its_day` | `true`: an answer belongs to its day and is never offered again as that of last time; `false`: it is. Left out: dates, uploads and what is asked of each person are never offered, the rest is |
| `retired` | no longer asked; old answers keep showing |

In short form (`{{key: a, ask: ...}}`) words with commas, colons, `?` or `{{name}}` stand in quotes.

## Types

| type | also takes | in repeats and tables |
|---|---|---|
{types}
`choices` and `rows` are `{{key: words}}`, or a list of `key`, `words`, `hint`, `points` (for scores), `retired`. `not_after: today`,
`not_before: today` or `birth` hold a date against today and the date of birth on record. A `score` adds up the points of choices, numbers, and
1 for yes, of the questions in `of` (a list, or `{{key: weight}}`), once all of them that are asked are answered; `bands` are `at_least` and `words`. An
`echo` shows the answer to `of`: of this form, or with `from: prior` of the response before.

`offers: adults` on a repeat puts a button for each adult whom the record ties to the people of the form, or who lives with them, under its rows: pressed, it
adds a row with their name in the first question and, in one with the key `part`, what they are to whom.

## Conditions

`seen = no and (age > 12 or not answered(why))`. Comparisons are `=`, `!=`, `<`, `>`, `<=`, `>=`, `in [a, b]`; joined by `and`, `or`, `not` and
brackets. A value is a word, a number, a date like 2026-11-28, or "several words"; the answers *not known* and the like are {none_keys}. They name
only questions that stand before, so there are no circles. What is not answered is not equal to anything, nor unequal; among several choices `=`
asks whether one of them is it. A question of each person sees that person's answers, and the shared ones; a shared question sees everybody's, and
one is enough.

## Letters

Letters, invitations and reports in plain words, made of the answers. A worker looks through one, says to whom it goes, and prints it (PDF, Word) or puts
it on the record. `letters` is a list of `key`, `title`, `says` and, for a letter about each person by themselves, `per_person: true`.

```yaml
letters:
  - key: invitation
    title: Invitation to the meeting
    says: |
      Dear {{to}},

      We are meeting about {{names}} on [day and time]. This is why:

      {{reason}}
```

An empty line parts paragraphs; lines that begin with `- ` are points of a list. `{{key}}` is the answer to a question of the form. What is not answered, and what
stands between [ and ], the worker writes before it can be printed. Besides answers: {letter_words}. An address or telephone number on record is never part
of a letter's text: whoever opens it might be one who must not learn it. `wording` has the same letter in other words, by the keys of `wordings`: `{{easy: {{title: ..., says: ...}}}}`
or, with the same title, `{{easy: ...}}`; whoever makes the letter chooses. The address of whom it is to stands above it, unless it is confidential.

## Facts

| fact | words | type |
|---|---|---|
{facts}
## Shipped forms

| form | insists on | at worst | budget |
|---|---|---|---|
{forms}"""  # noqa: E501 - rows of tables


def page() -> str:
    """The page's text, as it should be now."""
    shipped = shipped_forms()
    types = "".join(f"| {kind} | {', '.join(f'`{each}`' for each in OWN.get(kind, ())) or '–'} | {'yes' if kind in INSIDE else '–'} |\n" for kind in Type)
    known = "".join(
        f"| `{key}` | {fact.words} | {fact.type}{'' if fact.writes else ', shown only'} |\n" for key, fact in sorted(facts().items())
    )
    rows = []
    for key, text in sorted(shipped.items()):
        form = form_of(text)
        counted = cost(form)
        budget = f"{form.budget.always}, {form.budget.conditional}" if form.budget else "–"
        rows.append(f"| {form.title} (`{key}`) | {counted.always} | {counted.conditional} | {budget} |\n")
    assert len(EVERY) == 13  # what is described above
    letter_words = "; ".join(f"`{{{word}}}` ({said})" for word, said in WORDS.items())
    nones = ", ".join(words.lower() for words in ("not known", "not relevant", "declined"))
    return OPENING.format(
        example=shipped["visit"].partition("letters:")[0], types=types, facts=known, forms="".join(rows), nones=nones, ages=SAID, letter_words=letter_words,
        none_keys=", ".join(f"`{each}`" for each in NONE_WORDS),
    )  # fmt: skip


def write() -> None:
    PAGE.write_text(page())
