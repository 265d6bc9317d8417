"""The rules of the methodology page: pure functions of values and dates, without database, clock or request.

Two times run through all of them. ``on`` is the day whose state is asked for, by the day on which things happened.
``known`` is the day up to whose end, in Tashkent, things had been recorded; ``None`` means all that is recorded now.
"""
