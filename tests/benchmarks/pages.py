"""The words both programs show."""

from __future__ import annotations

from pathlib import Path


def page_text(page: int, paragraphs: int) -> list[str]:
    """The paragraphs of a page."""
    return [
        f"Paragraph {number} of page {page} says that the committee met, heard both sides "
        "and adjourned. "
        f"The minutes give the vote as {page + number} to {number}, and the chair's own notes agree. "
        "What it meant was disputed even then, and each side kept its own account of the evening."
        for number in range(paragraphs)
    ]


def write_pack(folder: Path, pages: int, paragraphs: int) -> None:
    """A pack of so many pages, each leading to the next by choice 1."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(
        "format: 1\nid: bench\ntitle: BENCH\nquestion: How fast?\nas_of: 2024-01-01\nlanguage: en\n"
        "version: 1.0.0\nlicence: CC0-1.0\nstart: page-0\n"
    )
    (folder / "claims.yaml").write_text(
        "sources:\n  - {id: s, type: report, title: Minutes}\nclaims:\n"
        + "".join(
            f"  - {{id: c-{n}, statement: Claim {n}, date: 2020, sources: [s], confidence: high}}\n"
            for n in range(9)
        )
    )
    lines = ["nodes:"]
    for page in range(pages):
        body = "\n\n".join(
            f"      {text} [@c-{number % 9}]" for number, text in enumerate(page_text(page, paragraphs))
        )
        lines += [
            f"  - id: page-{page}",
            f"    title: PAGE-{page}-",
            f"    body: |\n{body}",
            "    choices:",
            f"      - {{id: on, text: On, to: page-{(page + 1) % pages}}}",
            "      - {id: again, text: From the first, to: page-0}",
        ]
    (folder / "nodes.yaml").write_text("\n".join(lines) + "\n")
