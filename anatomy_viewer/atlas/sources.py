"""The published sources, and how sure a figure is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from anatomy_viewer.atlas.problems import Problem
from anatomy_viewer.atlas.tables import Table, check_unique, read_table

Mark = Literal["S", "S2", "R", "D", "not found"]
Standing = Literal["primary", "secondary", "recalled", "public data", "own measurement"]

HOW_SURE: dict[Mark, str] = {
    "S": "read in the source",
    "S2": "read in a second-hand source",
    "R": "recalled, not checked in a source",
    "D": "worked out from published figures or public data",
    "not found": "looked for, not found",
}
"""What each mark of certainty says in plain words."""


@dataclass(frozen=True)
class Source:
    """A published source.

    Parameters
    ----------
    key
        The short name by which tables and lessons cite it, such as ``LU98``.
    short
        Author and year for a small label, such as ``Lu 1998``.
    citation
        The reference in short form.
    standing
        ``primary`` (a study, its abstract or text seen), ``secondary`` (a review, page or notes that report
        others), ``recalled`` (not seen), ``public data`` (statistics computed from published raw data) or
        ``own measurement`` (measured for this model on public surfaces).
    how_read
        Where its text was seen, in words.
    doi, pmid, pmc
        Identifiers, empty where not known.
    """

    key: str
    short: str
    citation: str
    standing: Standing
    how_read: str
    doi: str = ""
    pmid: str = ""
    pmc: str = ""

    @property
    def url(self) -> str:
        """The address of the source by its identifier, or empty."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        if self.pmc:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmc}/"
        return ""


def read_sources(path: Path, problems: list[Problem]) -> Table[Source]:
    """Return the sources of ``sources.csv``; what is wrong is added to `problems`."""
    table = read_table(path, Source, problems)
    check_unique(table, "key", problems)
    for index, source in enumerate(table.rows):
        if source.doi and not source.doi.startswith("10."):
            problems.append(
                Problem(table.where(index, "doi"), f'found "{source.doi}"', "a DOI such as 10.2147/JPR.S135382")
            )
        if source.pmid and not source.pmid.isdigit():
            problems.append(Problem(table.where(index, "pmid"), f'found "{source.pmid}"', "digits only"))
        if source.pmc and not (source.pmc.startswith("PMC") and source.pmc[3:].isdigit()):
            problems.append(Problem(table.where(index, "pmc"), f'found "{source.pmc}"', "PMC followed by digits"))
    return table
