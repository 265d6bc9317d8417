"""Words beside the names of bodies: marks, roles, persons, the Parties; Russian, Uzbek, Kazakh, Turkmen, English."""

from cooperation.rules.fold import fold

BEGINNING = 2  # letters of a phrase by which it is looked up


def phrases(text: str) -> frozenset[str]:
    return frozenset(folded for line in text.splitlines() for one in line.split("|") if (folded := fold(one)))


MARKS = phrases("""
по согласованию|по согласовании|на согласовании|согласованно|с согласия|по договоренности
в пределах компетенции|в рамках компетенции|по компетенции|в пределах своей|в пределах своих|в пределах полномочий
при необходимости|в установленном порядке|по принадлежности|по приглашению|по списку|рекомендовать|рекомендуется
и др|и другие|и т.д|и т. д|и иные|и прочие|др.
келишув бўйича|келишувга кўра|келишилган ҳолда|келишган ҳолда|келишув асосида|ваколати доирасида|ваколатлари доирасида
зарур ҳолларда|зарур бўлганда|белгиланган тартибда|рўйхат бўйича|ва бошқалар|ва бошқа|ва ҳ.к|таклиф этилган ҳолда
kelishuv bo‘yicha|kelishuvga ko‘ra|kelishilgan holda|kelishgan holda|kelishuv asosida|vakolati doirasida
vakolatlari doirasida|zarur hollarda|zarur bo‘lganda|belgilangan tartibda|ro‘yxat bo‘yicha|va boshqalar|va h.k
taklif etilgan holda
келісім бойынша|келісу бойынша|келісімі бойынша|келісілген|құзыреті шегінде|құзыреті бойынша|құзыреттері шегінде
қажет болған жағдайда|белгіленген тәртіппен|тізім бойынша|және басқалар|және т.б|және т. б|және өзгелер
ylalaşyk boýunça|ylalaşyga görä|ylalaşylan|ygtyýarlyklarynyň çäginde|zerur bolanda|bellenen tertipde|we beýlekiler
we ş.m
by agreement|as agreed|upon agreement|subject to agreement|in agreement|by consent|with consent|upon consent
within its competence|within their competence|within the competence|within its mandate|within their mandate
if necessary|where necessary|as necessary|as needed|if needed|as appropriate|where appropriate|by invitation
and others|et al|etc|and other relevant|to be confirmed|to be determined|tbc|tbd
""")

LEADS = phrases("""
отв|ответственный|ответственная|ответственное|ответственные|отв. исполнитель|отв. исп|ответственный исполнитель
ответственные исполнители|ответственный орган|головной|головной исполнитель|основной исполнитель|главный исполнитель
ведущий|ведущая|координатор|координация|свод|сводный|созыв|головное ведомство|куратор
масъул|масъул ижрочи|масъул ижрочилар|бош ижрочи|асосий ижрочи|масъуллар|мувофиқлаштирувчи
mas’ul|mas’ul ijrochi|mas’ul ijrochilar|bosh ijrochi|asosiy ijrochi|mas’ullar|muvofiqlashtiruvchi
жауапты|жауапты орындаушы|жауапты орындаушылар|бас орындаушы|негізгі орындаушы|жинақтау|үйлестіруші|жауаптылар
jogapkär|jogapkärler|jogapkär ýerine ýetiriji|esasy ýerine ýetiriji|utgaşdyryjy
lead|leading|lead agency|lead body|lead institution|coordinator|coordinating|coordination|responsible|in charge
""")
SUPPORTS = phrases("""
соисполнитель|соисполнители|со-исполнитель|соисп|соисполн|соисполнительница|соисполнитель по согласованию
ҳамкор|ҳамкорлар|ҳамкор ижрочи|ҳамкор ижрочилар|ҳамижрочи|ҳамижрочилар|биргаликда ижрочи
hamkor|hamkorlar|hamkor ijrochi|hamkor ijrochilar|hamijrochi|hamijrochilar
бірлесіп орындаушы|бірлескен орындаушы|қоса орындаушы|қосалқы орындаушы|бірге орындаушы|бірлесіп орындаушылар
бірге орындаушылар|қоса орындаушылар|тең орындаушы|тең орындаушылар
utgaşykly ýerine ýetiriji|bilelikde ýerine ýetiriji|kömekçi ýerine ýetiriji
support|supporting|supporting agency|supporting agencies|supporting body|supporting bodies|co-executor|co-executors
co-implementer|co-lead support|partner|partners|in support
""")
LABELS = phrases("""
исполнитель|исполнители|исполнение|ижрочи|ижрочилар|ижрочилари|ijrochi|ijrochilar|ijrochilari
орындаушы|орындаушылар|орындаушылары|ýerine ýetiriji|ýerine ýetirijiler|implementer|implementers|executor|executors
""")
PARTIES = phrases("""
стороны|все стороны|обе стороны|три стороны|договаривающиеся стороны|стороны меморандума|стороны соглашения
все стороны меморандума|все стороны соглашения|стороны договора|страны-участницы|государства-участники
участвующие стороны|страны-участники|государства-стороны|каждая сторона|каждая из сторон
томонлар|барча томонлар|икки томон|ҳар икки томон|ҳар бир томон|аҳдлашувчи томонлар|иштирокчи давлатлар|аъзо давлатлар
tomonlar|barcha tomonlar|ikki tomon|har ikki tomon|har bir tomon|ahdlashuvchi tomonlar|ishtirokchi davlatlar
тараптар|барлық тараптар|екі тарап|уағдаласушы тараптар|әр тарап|әрбір тарап|қатысушы мемлекеттер
taraplar|ähli taraplar|hemme taraplar|iki tarap|ylalaşýan taraplar|gatnaşyjy döwletler|her bir tarap
parties|the parties|all parties|all the parties|both parties|each party|contracting parties|the contracting parties
participating states|parties to the memorandum|the parties to the memorandum|signatories|all signatories|the signatories
""")

# Beginnings of those who are named only in general: they stand for themselves after a comma, however small.
GENERAL = phrases("""
заинтересованные|заинтересованными|местные|подведомственные|соответствующие|другие|иные|прочие|областные|районные
территориальные|уполномоченные|центральные|государственные|международные|научные|общественные|профильные|все
министерства|ведомства|органы|акимат|акиматы|хокимият|хокимияты|акимы|хокимы|организации|субъекты|предприятия|партнёры
неправительственные|нпо|ооо|доноры|комитет|комитеты|министерство|агентство|администрация|институты|академия|университеты
манфаатдор|тегишли|маҳаллий|бошқа|вилоят|вилоятлар|туман|туманлар|халқаро|вазирлик|вазирликлар|идоралар|жамоат
manfaatdor|tegishli|mahalliy|boshqa|viloyat|viloyatlar|tuman|tumanlar|xalqaro|vazirlik|vazirliklar|idoralar|jamoat
мүдделі|тиісті|жергілікті|басқа|облыс|облыстар|облыстардың|облыстық|халықаралық|орталық|мемлекеттік|әкімдік|әкімдіктер
gyzyklanýan|degişli|ýerli|beýleki|welaýat|halkara|häkimlikler
interested|relevant|local|other|all|international|national|regional|concerned|line|subordinate|partners|donors|ngos
""")

# What a body is: in Russian and English at the beginning, in the other languages at the end.
HEADS = phrases("""
министерство|госкомитет|комитет|агентство|академия|служба|центр|институт|управление|департамент|инспекция|акимат
хокимият|фонд|ассоциация|университет|заповедник|совет|секретариат|комиссия|администрация|предприятие|учреждение|банк
союз|общество|организация|федерация|нии|рги|ргп|гу|рго|мид|прокуратура|кабинет|дирекция|объединение|программа|аппарат
государственный комитет|государственное учреждение|государственная служба|государственный центр|национальный центр
национальный комитет|национальный институт|национальное агентство|государственное агентство|государственная инспекция
межведомственная комиссия|международный фонд|региональный центр
ministry|committee|agency|academy|service|center|centre|institute|department|inspectorate|inspection|foundation
association|university|reserve|council|secretariat|commission|administration|bank|union|society|organization
organisation|state committee|national committee|national institute|national center|national centre|office|bureau
directorate|authority|alliance|fund|programme|program|state|international fund
""")
ENDS = phrases("""
вазирлиги|қўмитаси|ҳокимлиги|агентлиги|инспекцияси|хизмати|бошқармаси|департаменти|жамғармаси|маркази|кенгаши
vazirligi|qo‘mitasi|hokimligi|agentligi|inspeksiyasi|xizmati|boshqarmasi|departamenti|jamg‘armasi|markazi|kengashi
министрлігі|комитеті|әкімдігі|агенттігі|инспекциясы|қызметі|басқармасы|департаменті|қоры|орталығы|қауымдастығы
ministrligi|komiteti|häkimligi|agentligi|gullugy|müdirligi|gaznasy|merkezi|geňeşi
ҳокимликлари|hokimliklari|әкімдіктері|häkimlikleri|вазирликлари|vazirliklari|министрліктері
ministry|committee|agency|service|center|centre|institute|foundation|association|university|fund|bank|office
""")
COMPOUNDS = ("Мин", "Гос", "Рос", "Каз", "Қаз", "Узб", "Узг", "Ўз", "Oʻz", "O‘z")  # Минэкологии, Госкомлес
COUNTRIES = phrases("""
ўзбекистон республикаси|ўзбекистон|қозоғистон республикаси|қозоғистон|туркманистон|ўзбекистон республикасининг
o‘zbekiston respublikasi|o‘zbekiston|qozog‘iston respublikasi|qozog‘iston|turkmaniston|o‘zbekiston respublikasining
қазақстан республикасы|қазақстан республикасының|қазақстан|өзбекстан республикасы|өзбекстан|түрікменстан|қр|өр
türkmenistanyň|türkmenistan|özbegistanyň|gazagystanyň|özbegistan respublikasynyň|gazagystan respublikasynyň
қорақалпоғистон республикаси|qoraqalpog‘iston respublikasi|республика каракалпакстан
""")

OF_PLACES = phrases("""
ҳокимликлари|вилоятлари|туманлари|шаҳарлари|hokimliklari|viloyatlari|tumanlari|shaharlari|областей|районов|городов
әкімдіктері|облыстары|облыстарының|häkimlikleri|welaýatlary|welaýatlarynyň|regions|provinces|oblasts|districts
""")  # ends of one name with several places in it
OPEN = phrases("""
при|и|по|в|на|об|о|для|от|с|of|for|on|and|the|under|to|in|at|ва|va|ҳузуридаги|huzuridagi|жанындағы|және|ýanyndaky|we
""")
OPEN_ENDS = ("нинг", "ning", "ның", "нің", "дың", "дің", "тың", "тің", "nyň", "niň")

AROUND = " \t.,;:–—-"


def meant(text: str) -> str:
    """The folded text without marks around it."""
    return fold(text).strip(AROUND)


def is_mark(text: str) -> bool:
    """Whether a text says on which terms a body takes part."""
    return any(begins_with(meant(text), one) for one in MARKS_OF.get(meant(text)[:BEGINNING], ()))


def begins_with(text: str, phrase: str) -> bool:
    bare = phrase.strip(AROUND)
    return text.startswith(bare) and not text[len(bare) : len(bare) + 1].isalnum()


def by_beginning(found: frozenset[str]) -> dict[str, list[str]]:
    beginnings: dict[str, list[str]] = {}
    for one in sorted(found):
        beginnings.setdefault(one.strip(AROUND)[:BEGINNING], []).append(one)
    return beginnings


MARKS_OF = by_beginning(MARKS)
WHOLE_MARKS = frozenset(one.strip(AROUND) for one in MARKS)


def is_whole_mark(text: str) -> bool:
    return meant(text) in WHOLE_MARKS


def role_of(text: str) -> bool | None:
    """True for those who lead, False for those who support, None for another text."""
    plain = meant(text)
    return True if plain in LEADS else False if plain in SUPPORTS else None


def is_label(text: str) -> bool:
    return role_of(text) is not None or meant(text) in LABELS


def is_parties(text: str) -> bool:
    return meant(text) in PARTIES


def is_acronym(text: str) -> bool:
    """Whether a text is one word of capitals, such as МЭПР or UNEP/CMS."""
    letters = [sign for sign in text if sign.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return len(text.split()) == 1 and 2 <= len(letters) <= 12 and capitals * 3 >= len(letters) * 2 and capitals >= 2


def is_body(text: str) -> bool:
    """Whether a text is written as names of bodies are: with what it is at its beginning or its end, or an acronym."""
    parts = text.split()
    first, last = " ".join(parts[:2]), meant(parts[-1]) if parts else ""
    if not parts or not text[0].isupper():
        return False
    is_one_word = len(parts) == 1 and text.startswith(COMPOUNDS)
    return meant(parts[0]) in HEADS or meant(first) in HEADS or last in ENDS or is_acronym(text) or is_one_word


def is_general(text: str) -> bool:
    """Whether a text names bodies only in general: “заинтересованные министерства”."""
    return any(meant(word) in GENERAL for word in text.split()[:2])


def is_open(text: str) -> bool:
    """Whether a name cannot end here."""
    last = meant(text.split()[-1]) if text.split() else ""
    return last in OPEN or last.endswith(OPEN_ENDS)


def is_of_places(text: str) -> bool:
    return meant(text.split()[-1]) in OF_PLACES
