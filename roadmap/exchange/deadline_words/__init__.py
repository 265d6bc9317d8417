"""How plans write deadlines, language by language, in folded text: lower case, plain dashes, no apostrophes.

``<year>``, ``<month>``, ``<day>``, ``<quarter>`` and ``<half>`` stand for their values, ``<date>`` for a whole date in
figures, the same with ``to_`` for the end of a range, ``<recurring>`` for one of the words of recurrence; everything
else is a regular expression. A wording is read only where one form fits the whole of it.
"""

from roadmap.exchange.deadline_words.english import ENGLISH
from roadmap.exchange.deadline_words.figures import FIGURES
from roadmap.exchange.deadline_words.kazakh import KAZAKH, KAZAKH_ON_RUSSIAN_KEYS
from roadmap.exchange.deadline_words.russian import RUSSIAN
from roadmap.exchange.deadline_words.turkmen import TURKMEN, TURKMEN_ON_ENGLISH_KEYS
from roadmap.exchange.deadline_words.uzbek import UZBEK, UZBEK_CYRILLIC, UZBEK_ON_RUSSIAN_KEYS

ALL = (
    *(FIGURES, ENGLISH, RUSSIAN, UZBEK, UZBEK_CYRILLIC, UZBEK_ON_RUSSIAN_KEYS),
    *(KAZAKH, KAZAKH_ON_RUSSIAN_KEYS, TURKMEN, TURKMEN_ON_ENGLISH_KEYS),
)
