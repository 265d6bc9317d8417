"""Deadlines in figures alone, which every language reads alike."""

from roadmap.exchange.deadline_words.wordings import Wordings

FIGURES = Wordings(
    within=(
        "<year>",
        "<year>-<to_year>",
        r"<month_figures>[./]<year>",
        "<date>-<to_date>",
        r"<month_figures>\.<year>-<to_month_figures>\.<to_year>",
        r"<day>\.<month_figures>\.?-<to_day>\.<to_month_figures>\.<year>",
    ),
    by=("<date>", r"<date>[ t]0?0:00(?::00)?"),
)
