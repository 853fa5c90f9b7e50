"""Does the family's summary say what somebody said, whole or with a sign that there is more?"""

from __future__ import annotations

import pytest

from tests import papers
from tests.tagged import count_pages
from workflow.papers import pdf
from workflow.papers.blocks import texts
from workflow.papers.letterhead import Letterhead
from workflow.papers.summary import MORE, summary

REFUSED = (
    "Saturdays are good. Sundays are nothing with a roof on. Somebody for the canal. Not to hold. To know the way."
)


def heard(said: str) -> str:
    """What the summary has of the young person's own words."""
    made = summary(papers.advice({"views": {"person": said}}))
    (found,) = (text for text in texts(made) if " said: " in text)
    return found.partition(" said: ")[2]


@pytest.mark.parametrize("marks", ["''", '""', "\u2018\u2019", "\u201c\u201d"])
def test_what_somebody_said_stands_whole_with_what_they_refused(marks: str) -> None:
    said = f"{marks[0]}{REFUSED}{marks[1]}"
    assert heard(said) == said


@pytest.mark.parametrize("marks", ["''", '""', "\u2018\u2019", "\u201c\u201d"])
def test_what_is_too_long_ends_in_a_sign_and_its_quotation_is_closed(marks: str) -> None:
    said = heard(f"{marks[0]}I don't want the parents' room. {REFUSED} {REFUSED}{marks[1]}")
    assert said.startswith(f"{marks[0]}I don't want the parents' room.")
    assert said.endswith(f" ...{marks[1]}")


def test_a_sentence_without_end_is_cut_at_a_word_and_says_so() -> None:
    assert heard(f"'{'never ' * 60}'").endswith("never ...'")


def test_what_is_not_a_quotation_is_closed_by_no_mark() -> None:
    assert heard(f"I don't. {REFUSED} {REFUSED}").endswith(" ...")


def test_a_need_that_goes_on_says_that_it_does() -> None:
    needs = [{"id": "n1", "text": f"She cannot judge danger outdoors. {REFUSED}"}]
    told = list(texts(summary(papers.advice({"needs": needs}))))
    assert any(text.startswith("She cannot judge danger outdoors.") and text.endswith(" ...") for text in told)


def test_the_longest_words_of_everybody_leave_it_one_page_with_what_happens() -> None:
    views = {"person": f"'{REFUSED * 3}'", "family": f"'{REFUSED * 3}'"}
    content = {**papers.advice().content, "views": views}
    made = summary(papers.advice(content))
    assert count_pages(pdf.draw(made)) == 1
    told = list(texts(made))
    assert {"What will happen?", "When?"} <= set(told)


def test_what_there_is_no_room_for_is_a_need_and_not_what_happens_or_when() -> None:
    need = {"text": f"{REFUSED} {REFUSED}"}
    line = {"what": "A worker goes along the canal.", "amount": "4 hours", "start_on": "2027-01-09"}
    content = {
        "views": {"person": f"'{REFUSED}'", "family": f"'{REFUSED} {REFUSED}'"},
        "needs": [{"id": f"n{n}", **need} for n in range(3)],
        "provision": [{"id": f"p{n}", **line, "review_on": "2027-06-01"} for n in range(2)],
        "outcomes": [{"id": "o1", "text": "x", "by": "2027-07-01"}],
    }
    letterhead = Letterhead("Northmere Council", contact="Adult Contact, 01632 960010, adults@northmere.example")
    made = summary(papers.advice(content, letterhead=letterhead))
    told = list(texts(made))
    assert count_pages(pdf.draw(made)) == 1
    assert told.index("What will happen?") < told.index("When?") < told.index("Who to ask?")
    assert sum("along the canal" in text for text in told) == 2
    assert told[told.index("What will happen?") - 1] == MORE
