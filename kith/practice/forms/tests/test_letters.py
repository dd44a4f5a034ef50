"""A letter is made of a form's answers, looked through, printed for each whom it is to, and kept; it tells nobody an address."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import docx
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kith.foundations.ledger.models import LedgerEntry
from kith.foundations.staff.models import Worker
from kith.practice.forms.commands import load_form, save_response, start_response
from kith.practice.forms.models import Response
from kith.practice.forms.queries import letter_view
from kith.practice.forms.rules.definition import Form
from kith.practice.forms.rules.judging import judged
from kith.practice.forms.rules.letters import Paragraph, composed, gaps, paragraphs
from kith.practice.forms.rules.registry import facts
from kith.practice.forms.rules.writing import write_definition
from kith.practice.people.commands import move_to, register_person, relate
from kith.practice.people.models import Person
from kith.practice.recording.models import Document
from tests.cast import Cast

ClientOf = Callable[[Worker], Client]
FORM = """key: meeting
title: Meeting
sections:
  - key: s
    title: S
    questions:
      - {key: reason, ask: "Why do we meet?", type: long text}
      - {key: liked, ask: "What did {name} like?", type: text, per_person: true}
letters:
  - key: invitation
    title: Invitation
    says: |
      Dear {to},

      We meet about {names} on [day and time]. This is why:

      {reason}

      - {worker}
      - {council}
  - {key: child, title: For a child, per_person: true, says: "Dear {name}, you liked {liked}."}
"""


def test_a_letter_is_read_back_as_it_was_written() -> None:
    form = _form(FORM)
    assert _form(write_definition(form)).letters == form.letters
    assert [letter.key for letter in form.letters] == ["invitation", "child"]


WORDED = FORM.replace("title: Meeting\n", "title: Meeting\nwordings: {easy: Easy read, partners: For partners}\n").replace(
    "  - {key: child,",
    """    wording:
      easy:
        title: Come and talk
        says: |
          Dear {to},

          We want to talk about {names}.
      partners: "Dear colleague, {reason}"
  - {key: child,""",
)


def test_a_letter_may_be_in_any_number_of_words(meeting: Response, cast: Cast, now: datetime, client_of: ClientOf) -> None:
    assert not judged(WORDED, facts=facts()).grave
    assert _form(write_definition(_form(WORDED))).letters == _form(WORDED).letters
    load_form(text=WORDED, by=cast.ada, at=now)
    people = [part.person_id for part in meeting.parts.all()]
    worded = start_response(form_key="meeting", person_ids=people, by=cast.amina, at=now)
    client = client_of(cast.amina)
    own, easy, partners, unknown = (client.get(_at(worded), {"wording": each}).content.decode() for each in ("", "easy", "partners", "zz"))
    assert ("Come and talk" in own, "Easy read" in own, "For partners" in own) == (False, True, True)
    assert ("Come and talk" in easy, "We want to talk about Ella" in easy) == (True, True)
    assert "Dear colleague, [write: Why do we meet]" in partners
    assert "We meet about" in unknown
    printed = client.post(f"{_at(worded)}?wording=easy", {"other": "Rosa", "text": "Come, {to}", "do": "word"})
    assert "Come, Rosa" in [each.text for each in docx.Document(BytesIO(printed.content)).paragraphs]


@pytest.mark.parametrize(
    ("instead", "says"),
    [
        ("partners: For partners", "The wording 'partners' is not declared"), ("{names}.", "It says {nothing}, which is not asked"),
        ("title: Come and talk", "`says` is missing"),
    ],
)  # fmt: skip
def test_other_words_of_a_letter_are_judged_as_its_own(instead: str, says: str) -> None:
    text = {
        "partners: For partners": WORDED.replace(", partners: For partners", ""), "{names}.": WORDED.replace("{names}.", "{nothing}."),
        "title: Come and talk": WORDED.replace("        says: |\n          Dear {to},\n\n          We want to talk about {names}.\n", ""),
    }[instead]  # fmt: skip
    assert any(each.sentence.startswith(says) and each.key == "invitation" for each in judged(text, facts=facts()).grave)


def _form(text: str) -> Form:
    reading = judged(text, facts=facts())
    assert not reading.grave, reading.grave
    assert reading.form
    return reading.form


@pytest.mark.parametrize(
    ("instead", "says"),
    [
        ("{reasons}", "It says {reasons}, which is not asked"),
        ("{liked}", "It says {liked}, which is of each person"),
        ("{name}", "It says {name}, which is of each person"),
    ],
)
def test_a_letter_that_cannot_be_made_is_refused_with_its_line(instead: str, says: str) -> None:
    (problem,) = judged(FORM.replace("{reason}", instead), facts=facts()).grave
    assert (problem.sentence, problem.key, problem.line) == (says, "invitation", 10)


def test_an_address_on_record_is_no_part_of_a_letter() -> None:
    text = FORM.replace("type: long text}", "type: long text, fact: people.address, per_person: true}")
    text = text.replace("title: Invitation", "title: Invitation\n    per_person: true")
    assert [each.sentence for each in judged(text, facts=facts()).grave] == ["It says {reason}, an address or a number, to whoever opens it"]


def test_what_is_not_known_is_left_to_be_written() -> None:
    text = composed("On [day], {names} and {reason}, says {to}. {odd}", {"names": "Ella", "reason": "it [sic] rained"}, {"odd": "What was odd [if so]?"})
    assert text == "On [write: day], Ella and it [sic] rained, says {to}. [write: What was odd if so]"
    assert gaps(text) == ["day", "What was odd if so"]


def test_points_of_a_list_stand_together() -> None:
    assert paragraphs("Dear Jo,\r\n\r\nThis:\n- one\n- two\nThat.") == [
        Paragraph(("Dear Jo,",), is_list=False),
        Paragraph(("This:",), is_list=False),
        Paragraph(("one", "two"), is_list=True),
        Paragraph(("That.",), is_list=False),
    ]


@pytest.fixture
def family(cast: Cast, now: datetime) -> tuple[Person, Person, Person]:
    """Ella, her mother in a home that is confidential, her father in one that is not."""
    load_form(text=FORM, by=cast.ada, at=now)
    ella, siobhan, tom = (register_person(forenames=name, surname="O'Neill", by=cast.amina, at=now) for name in ("Ella", "Siobhan", "Tom"))
    for parent in (siobhan, tom):
        relate(person_id=parent.pk, other_id=ella.pk, kind="parent", by=cast.amina, at=now)
    for whose, lines, is_secret in ((siobhan, "9 Secret Mews", True), (tom, "1 Elm Road", False)):
        move_to(
            person_id=whose.pk, lines=lines, postcode_text="LS8 1AA", starts_on=date(2024, 1, 1), is_confidential=is_secret, by=cast.amina, at=now
        )
    return ella, siobhan, tom


@pytest.fixture
def meeting(family: tuple[Person, Person, Person], cast: Cast, now: datetime) -> Response:
    made = start_response(form_key="meeting", person_ids=[family[0].pk], by=cast.amina, at=now)
    said = {"reason": ["He shouted [twice]."], f"liked__p{family[0].pk}": ["kites"]}
    return save_response(response_id=made.pk, fields=said, revision=1, by=cast.amina, at=now)


def _at(meeting: Response, key: str = "invitation") -> str:
    return reverse("letter", kwargs={"response_uuid": meeting.uuid, "letter_key": key})


def _printed(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_it_is_printed_for_each_with_the_address_that_is_safe(
    family: tuple[Person, Person, Person], meeting: Response, cast: Cast, client_of: ClientOf
) -> None:
    amina = client_of(cast.amina)
    page = BeautifulSoup(amina.get(_at(meeting)).content, "html.parser")
    text = page.select_one("textarea[name=text]")
    assert text is not None
    assert "Dear {to},\n\nWe meet about Ella O'Neill on [write: day and time]. This is why:\n\nHe shouted [twice]." in text.text
    to = [f"person-{family[1].pk}", f"person-{family[2].pk}"]
    refused = amina.post(_at(meeting), {"to": to, "text": text.text, "do": "pdf"})
    assert "Write what is missing in place of: day and time" in refused.content.decode()
    whole = text.text.replace("[write: day and time]", "Monday")
    mothers, fathers = _printed(amina.post(_at(meeting), {"to": to, "text": whole, "do": "pdf"}).content)
    assert "Dear Siobhan O'Neill," in mothers
    assert "Dear Tom O'Neill," in fathers
    assert "1 Elm Road" in fathers
    assert "Secret" not in mothers + fathers
    written = docx.Document(BytesIO(amina.post(_at(meeting), {"to": to, "text": whole, "do": "word"}).content))
    assert [each.text for each in written.paragraphs if each.text.startswith("Dear")] == ["Dear Siobhan O'Neill,", "Dear Tom O'Neill,"]


def test_to_nobody_is_refused_and_what_was_typed_is_kept(meeting: Response, cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.amina).post(_at(meeting), {"text": "Dear {to}, come.", "do": "pdf"}).content.decode()
    assert "Choose to whom the letter goes" in answer
    assert "Dear {to}, come." in answer


def test_what_was_sent_is_kept_on_the_record(family: tuple[Person, Person, Person], meeting: Response, cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.amina).post(_at(meeting), {"other": "Mr Jones\nElm School\nLS8 1AB", "text": "Dear {to}, come.", "do": "keep"})
    assert answer["Location"] == reverse("documents", kwargs={"person_id": family[0].pk})
    (kept,) = Document.objects.all()
    assert kept.title == "Invitation, to Mr Jones"


def test_a_letter_about_each_says_what_is_theirs(family: tuple[Person, Person, Person], meeting: Response, cast: Cast) -> None:
    assert letter_view(meeting.pk, "child", person_id=family[0].pk, seen_by=cast.amina).text == "Dear Ella, you liked kites."


def test_what_is_written_of_all_stands_in_no_letter_about_one(family: tuple[Person, Person, Person], cast: Cast, now: datetime) -> None:
    load_form(text=FORM.replace("you liked {liked}", "you liked {liked}: {reason}"), by=cast.ada, at=now)
    ella, noah = family[0], register_person(forenames="Noah", surname="O'Neill", by=cast.amina, at=now)
    made = start_response(form_key="meeting", person_ids=[ella.pk, noah.pk], by=cast.amina, at=now)
    save_response(response_id=made.pk, fields={"reason": ["Noah hit her."], f"liked__p{ella.pk}": ["kites"]}, revision=1, by=cast.amina, at=now)
    text = letter_view(made.pk, "child", person_id=ella.pk, seen_by=cast.amina).text
    assert text == "Dear Ella, you liked kites: [write: Why do we meet]."


def test_who_looks_at_a_letter_leaves_a_trace(meeting: Response, cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.amina).get(_at(meeting))
    assert LedgerEntry.objects.filter(kind="looked", event=f"letter:{meeting.pk}", worker_id=cast.amina.pk).count() == 1
