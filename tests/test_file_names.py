"""Is a file's name made harmless, and must it say what the content is?"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.files import types
from workflow.files.names import LONGEST, harmless
from workflow.files.types import NotTaken, agree


@pytest.mark.parametrize("name", ["x.pdf.exe", "x.txt", "x", "x.PDFX", "x.pdf.zip"])
def test_a_name_that_says_otherwise_than_the_content_is_refused(name: str) -> None:
    with pytest.raises(NotTaken, match=r"the content is a PDF: give it a name that ends in \.pdf\."):
        agree(harmless(name), types.PDF)


@pytest.mark.parametrize("name", ["x.pdf", "X.PDF", "Report 1.2.pdf", "../x.pdf"])
def test_a_name_that_says_what_the_content_is_may_stand(name: str) -> None:
    agree(harmless(name), types.PDF)


NAMES = {
    "Report.pdf": "Report.pdf",
    "C:\\Users\\ana\\Report.pdf": "Report.pdf",
    "../../etc/passwd.txt": "passwd.txt",
    "/etc/shadow.txt": "shadow.txt",
    "  a   b\t.pdf": "a b.pdf",
    "a\x00\x1fb\r\nSet-Cookie: x.pdf": "abSet-Cookie_ x.pdf",
    "report\u202efdp.exe": "reportfdp.exe",
    "\ufeff\u200bx\u2066.pdf": "x.pdf",
    'a"b<c>d|e?f*.pdf': "a_b_c_d_e_f_.pdf",
    "Zoë\u2019s café \u2013 plan.docx": "Zoë\u2019s café \u2013 plan.docx",
    "Zoe\u0308.pdf": "Zoë.pdf",
    "CON.pdf": "document CON.pdf",
    "lpt1.txt": "document lpt1.txt",
    "...": "document",
    "": "document",
    ".pdf": "document.pdf",
    "a/": "document",
    "no ending.": "no ending",
    "a.averyveryverylongending": "a.averyveryverylongending",
    "x" * 300 + ".pdf": "x" * 116 + ".pdf",
    "\ud800half.txt": "half.txt",
}


@pytest.mark.parametrize("name", NAMES, ids=lambda name: repr(name)[:40])
def test_a_name_is_made_harmless(name: str) -> None:
    assert harmless(name) == NAMES[name]


@given(st.text(max_size=300))
def test_no_name_does_harm(name: str) -> None:
    made = harmless(name)
    assert 0 < len(made) <= LONGEST
    assert not set(made) & set('/\\<>:"|?*%')
    assert not made.startswith(".")
    assert not [one for one in made if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert harmless(made) == made
