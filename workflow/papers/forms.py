"""In which forms is a paper given, and how is each drawn? What is heavy is loaded when it is first needed."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module

from workflow.papers.blocks import Paper
from workflow.papers.html import policy


@dataclass(frozen=True, slots=True)
class Form:
    """A form of paper: the ending of its name, its media type, whether a browser shows it, and what draws it."""

    ending: str
    media_type: str
    shown: bool
    module: str

    def draw(self, paper: Paper) -> bytes:
        """The paper in this form."""
        made: bytes = import_module(f"workflow.papers.{self.module}").draw(paper)
        return made


def sent(made: Paper, form: Form, name: str) -> tuple[bytes, dict[str, str]]:
    """A paper as it is sent, with its headers: the same bytes every time, and nobody's name in that of the file."""
    body = form.draw(made)
    how = "inline" if form.shown else "attachment"
    headers = {
        "Content-Type": form.media_type,
        "Content-Disposition": f'{how}; filename="{name}.{form.ending}"',
        "ETag": f'"{sha256(body).hexdigest()}"',
    }
    return body, headers | ({"Content-Security-Policy": policy(made)} if form is HTML else {})


HTML = Form("html", "text/html; charset=utf-8", shown=True, module="html")
PDF = Form("pdf", "application/pdf", shown=True, module="pdf")
WORD = Form(
    "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", shown=False, module="word"
)
FORMS = (HTML, WORD, PDF)
