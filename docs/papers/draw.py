"""How do our papers look? Draws the pictures of docs/papers.md from the worked example, under Northmere's letterhead.

Needs Chromium, LibreOffice and pdftoppm beside the test tools: `PYTHONPATH=. .venv/bin/python docs/papers/draw.py`.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from config.authorities import AUTHORITIES
from config.authority_file import from_text
from workflow.papers import example
from workflow.papers.advice import paper
from workflow.papers.forms import HTML, PDF, WORD
from workflow.papers.loading import beside

HERE, WIDTH, HEIGHT = Path(__file__).parent, 640, 905  # the shape of A4


def run(*words: str) -> None:
    """Run a program, which must succeed."""
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603  # programs of this machine, with names of ours


def pages(document: Path, folder: Path) -> list[Image.Image]:
    """The first two pages of a PDF, as pictures."""
    run("pdftoppm", "-png", "-r", "92", "-l", "2", str(document), str(folder / document.stem))
    return [Image.open(page) for page in sorted(folder.glob(f"{document.stem}-*.png"))]


def save(pictures: list[Image.Image], name: str) -> None:
    """Pictures side by side, small enough to be kept."""
    sheet = Image.new("RGB", ((WIDTH + 16) * len(pictures) - 16, HEIGHT), "#8a8f94")
    for n, picture in enumerate(pictures):
        shape = (WIDTH, round(picture.height * WIDTH / picture.width))
        sheet.paste(picture.convert("RGB").resize(shape, Image.Resampling.LANCZOS), (n * (WIDTH + 16), 0))
    sheet.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(HERE / name, optimize=True)


def main() -> None:
    """Draw the three pictures anew."""
    file = AUTHORITIES / "northmere.yaml"
    made = paper(example.advice(beside(file, from_text(file.read_text(), file.name))))
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        for form in (HTML, PDF, WORD):
            (folder / f"{form.ending}.{form.ending}").write_bytes(form.draw(made))
        shot, size = f"--screenshot={folder / 'page.png'}", f"--window-size={WIDTH},{HEIGHT}"
        run("chromium", "--headless", "--no-sandbox", "--hide-scrollbars", size, shot, f"file://{folder / 'html.html'}")
        run("libreoffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "docx.docx"))
        save([Image.open(folder / "page.png")], "html.png")
        save(pages(folder / "docx.pdf", folder), "word.png")
        save(pages(folder / "pdf.pdf", folder), "pdf.png")


if __name__ == "__main__":
    main()
