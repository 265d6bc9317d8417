"""What nobody guesses is asked, once for all rows in which it stands; where nobody can answer, it is refused."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from cooperation.exchange.errors import Refusal
from roadmap.exchange.questions import Answers, Note, Question


@dataclass
class Asker:
    """Collects questions, refusals and notes; ``open_rows`` wait for an answer, ``refused_rows`` for a better file."""

    answers: Answers
    asks: bool
    asked: dict[tuple[str, str], Question] = field(default_factory=dict)
    rows: defaultdict[tuple[str, str], dict[int, None]] = field(default_factory=lambda: defaultdict(dict))
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    refused_rows: set[int] = field(default_factory=set)
    open_rows: set[int] = field(default_factory=set)

    def refuse(self, refusal: Refusal) -> None:
        if refusal.row is not None:
            self.refused_rows.add(refusal.row)
        self.refusals.append(refusal)

    def ask(self, question: Question) -> None:
        """Asks, once for every row; where nobody answers, what is wrong is refused, and else only listed."""
        if not self.asks and question.refusal:
            self.refuse(question.refusal)
            return
        if self.asks:
            self.open_rows.update(question.rows)
        self.asked.setdefault((question.kind, question.key), question)
        self.rows[question.kind, question.key] |= dict.fromkeys(question.rows)

    def has_asked(self, kind: str, key: str) -> bool:
        return (kind, key) in self.asked

    @property
    def questions(self) -> list[Question]:
        """Each with all the rows in which its text stands."""
        return [replace(question, rows=tuple(self.rows[key])) for key, question in self.asked.items()]
