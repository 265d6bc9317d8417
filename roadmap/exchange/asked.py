"""What is asked of an import besides the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from roadmap.exchange.questions import Answers


@dataclass(frozen=True)
class Request:
    """The roadmap and what is said of the file.

    ``columns``: our columns and theirs, as the caller maps them; ``remembered``: our columns by their headings, folded
    as by ``mapping.plain``. With ``create``, what is missing is made, in the ``country``; with ``asks``, somebody is
    there to answer what the file leaves open.
    """

    slug: str
    columns: Mapping[str, str] = field(default_factory=dict)
    create: bool = False
    title: str = ""
    country: str = ""
    answers: Answers = field(default_factory=Answers)
    remembered: Mapping[str, str] = field(default_factory=dict)
    asks: bool = False
