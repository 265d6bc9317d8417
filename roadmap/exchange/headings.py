"""Headings of plans as ministries print them, by our column and the language of the heading; data alone."""

HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "code": {"en": ("Code",), "ru": ("Код", "Шифр"), "uz": ("Kod", "Код"), "kk": ("Код", "Коды"), "tk": ("Kod",)},
    "number": {
        "en": ("No.", "№", "#", "Number", "Item"),
        "ru": ("№ п/п", "N", "N п/п", "п/п", "Номер"),
        "uz": ("Т/р", "T/r"),
        "kk": ("Р/с №", "Р/с", "№ р/с"),
        "tk": ("T/b", "T/b №"),
    },
    "direction": {
        "en": ("Direction", "Thematic area", "Area"),
        "ru": ("Направление", "Направления"),
        "uz": ("Yoʻnalish", "Йўналиш", "Yoʻnalishlar", "Йўналишлар"),
        "kk": ("Бағыт", "Бағыты", "Бағыттар"),
        "tk": ("Ugur", "Ugurlar"),
    },
    "title": {
        "en": ("Title", "Action", "Activity", "Measure"),
        "ru": ("Наименование мероприятия", "Мероприятия", "Мероприятие", "Наименование"),
        "uz": ("Чора-тадбирлар", "Чора-тадбир", "Chora-tadbirlar", "Chora-tadbir", "Tadbir", "Тадбир"),
        "kk": ("Іс-шаралар", "Іс-шара", "Іс-шараның атауы"),
        "tk": ("Çäreler", "Çäre", "Çäräniň ady"),
    },
    "description": {
        "en": ("Description", "Mechanism"),
        "ru": ("Механизм реализации", "Описание"),
        "uz": ("Амалга ошириш механизми", "Amalga oshirish mexanizmi", "Mexanizm"),
        "kk": ("Іске асыру тетігі", "Сипаттамасы"),
        "tk": ("Ýerine ýetiriş mehanizmi",),
    },
    "expected_result": {
        "en": ("Expected result", "Expected results"),
        "ru": ("Ожидаемые результаты", "Ожидаемый результат"),
        "uz": ("Kutilayotgan natija", "Kutilayotgan natijalar", "Кутилаётган натижа", "Кутилаётган натижалар"),
        "kk": ("Күтілетін нәтиже", "Күтілетін нәтижелер"),
        "tk": ("Garaşylýan netije", "Garaşylýan netijeler"),
    },
    "completion_form": {
        "en": ("Form of completion",),
        "ru": ("Форма завершения",),
        "uz": ("Yakunlash shakli", "Якунлаш шакли"),
        "kk": ("Аяқталу нысаны", "Аяқтау нысаны"),
        "tk": ("Tamamlanyş görnüşi",),
    },
    "deadline_text": {
        "en": ("Time frame", "Timeframe", "Term", "Date of completion"),
        "ru": ("Срок исполнения", "Срок реализации", "Сроки исполнения", "Сроки реализации", "Срок", "Сроки"),
        "uz": ("Ижро муддатлари", "Ижро муддати", "Ijro muddati", "Ijro muddatlari", "Muddat", "Муддат"),
        "kk": ("Орындалу мерзімі", "Орындау мерзімі", "Мерзімі"),
        "tk": ("Ýerine ýetiriş möhleti", "Möhleti", "Möhlet"),
    },
    "lead": {"en": ("Lead institution", "Lead"), "ru": ("Головной исполнитель",)},
    "responsible": {
        "en": ("Responsible", "Responsible institution", "Responsible institutions"),
        "ru": ("Ответственный", "Ответственные", "Ответственные исполнители", "Ответственный исполнитель"),
        "uz": ("Масъул ижрочилар", "Масъул ижрочи", "Masʼul ijrochilar", "Masʼul ijrochi", "Masʼul"),
        "kk": ("Жауапты орындаушылар", "Жауапты орындаушы", "Жауаптылар"),
        "tk": ("Jogapkär ýerine ýetirijiler", "Jogapkärler", "Jogapkär"),
    },
    "supporting": {
        "en": ("Supporting institutions", "Co-executors"),
        "ru": ("Соисполнители",),
        "uz": ("Hamkor ijrochilar", "Ҳамкор ижрочилар"),
        "kk": ("Бірлесіп орындаушылар",),
        "tk": ("Bilelikde ýerine ýetirijiler",),
    },
    "funding": {
        "en": ("Source of funding", "Sources of funding"),
        "ru": ("Источники финансирования", "Источник финансирования"),
        "uz": ("Moliyalashtirish manbalari", "Молиялаштириш манбалари"),
        "kk": ("Қаржыландыру көздері", "Қаржыландыру көзі"),
        "tk": ("Maliýeleşdiriş çeşmeleri",),
    },
}

# Headings of another column that are the title where nothing else is one.
TITLE_IF_NONE = ("Milestone", "Commitment")
