"""Who may do what: everyone's answer to every verb in every state, through pages and admin (design, section 4).

The report is of Kazakhstan's forestry committee on a joint action that Kazakhstan and Uzbekistan lead; Turkmenistan is
a party and does not lead. In the head of each table: whoever is not signed in, and a coordinator of Kazakhstan whose
account was closed while she was signed in; an observer, the secretariat, the administrator; Kazakhstan's reporter of
the institution, her colleague of another institution, their coordinator; Uzbekistan's reporter and coordinator;
Turkmenistan's coordinator. Once more, all of them are superusers, which opens nothing.
"""

import pytest
from django.contrib import admin

from cooperation.models import User
from tests.admin_records import addresses, one_of_each, statuses
from tests.cast import Cast
from tests.permissions.table import Row, asked, rows_of
from tests.permissions.verbs import verbs
from tests.permissions.world import World, kept_records, signed_in

pytestmark = pytest.mark.same_everywhere

READING = """
                                     | no   closed | observer secre- admin | KZ:  other KZ's | UZ:  UZ's | TM's
                                     | one  one    |          tariat       | own  own   coor | own  coor | coor
read a draft                         | 404  404    | 404      404    404   | 200  404   200  | 404  404  | 404
read a submitted report              | 404  404    | 404      404    404   | 200  200   200  | 404  404  | 404
read a returned report               | 404  404    | 404      404    404   | 200  404   200  | 404  404  | 404
read a published report              | 200  200    | 200      200    200   | 200  200   200  | 200  200  | 200
read one among the parties           | 404  404    | 200      200    200   | 200  200   200  | 200  200  | 200

the document of a draft              | 404  404    | 404      404    404   | 200  404   200  | 404  404  | 404
a public document                    | 200  200    | 200      200    200   | 200  200   200  | 200  200  | 200
one among the parties                | 404  404    | 200      200    200   | 200  200   200  | 200  200  | 200
one that is withheld                 | 410  410    | 410      410    410   | 410  410   410  | 410  410  | 410
a withheld one of the parties        | 404  404    | 410      410    410   | 410  410   410  | 410  410  | 410

a public action                      | 200  200    | 200      200    200   | 200  200   200  | 200  200  | 200
an action of the parties             | 404  404    | 200      200    200   | 200  200   200  | 200  200  | 200
a roadmap of the parties             | 404  404    | 200      200    200   | 200  200   200  | 200  200  | 200
its action                           | 404  404    | 200      200    200   | 200  200   200  | 200  200  | 200
its export                           | 404  404    | 200      200    200   | 200  200   200  | 200  200  | 200
its changes                          | 404  404    | 200      200    200   | 200  200   200  | 200  200  | 200
decisions of its meetings            | 404  404    | 200      200    200   | 200  200   200  | 200  200  | 200
the workspace                        | in   in     | 200      200    200   | 200  200   200  | 200  200  | 200
"""

REPORTING = """
                                     | no   closed | observer secre- admin | KZ:  other KZ's | UZ:  UZ's | TM's
                                     | one  one    |          tariat       | own  own   coor | own  coor | coor
open the form of a new one           | in   in     | 403      403    403   | 200  403   200  | 200  200  | 403
write for KZ's own                   | in   in     | 403      403    403   | done 403   done | 403  403  | 403
write where nobody leads             | in   in     | 403      403    403   | 403  403   403  | 403  403  | 403

edit a draft                         | 404  404    | 404      404    404   | 200  404   200  | 404  404  | 404
edit a submitted report              | 404  404    | 404      404    404   | kept 403   kept | 404  404  | 404
edit a returned report               | 404  404    | 404      404    404   | 200  404   200  | 404  404  | 404
edit a published report              | 403  403    | 403      403    403   | kept 403   kept | 403  403  | 403
rewrite a draft                      | 404  404    | 404      404    404   | done 404   done | 404  404  | 404
rewrite a submitted report           | 404  404    | 404      404    404   | kept 403   kept | 404  404  | 404
rewrite a returned report            | 404  404    | 404      404    404   | done 404   done | 404  404  | 404
rewrite a published report           | 403  403    | 403      403    403   | kept 403   kept | 403  403  | 403

submit a draft                       | 404  404    | 404      404    404   | done 404   done | 404  404  | 404
submit a submitted report            | 404  404    | 404      404    404   | kept 403   kept | 404  404  | 404
submit a returned report             | 404  404    | 404      404    404   | done 404   done | 404  404  | 404
submit a published report            | 403  403    | 403      403    403   | kept 403   kept | 403  403  | 403

return a draft                       | 404  404    | 404      404    404   | 403  404   kept | 404  404  | 404
return a submitted report            | 404  404    | 404      404    404   | 403  403   done | 404  404  | 404
return a returned report             | 404  404    | 404      404    404   | 403  404   kept | 404  404  | 404
return a published report            | 403  403    | 403      403    403   | 403  403   kept | 403  403  | 403

publish a draft                      | 404  404    | 404      404    404   | 403  404   kept | 404  404  | 404
publish a submitted report           | 404  404    | 404      404    404   | 403  403   done | 404  404  | 404
publish a returned report            | 404  404    | 404      404    404   | 403  404   kept | 404  404  | 404
publish a published report           | 403  403    | 403      403    403   | 403  403   kept | 403  403  | 403

correct a submitted report           | in   in     | 404      404    404   | 404  404   404  | 404  404  | 404
withhold the texts of a draft        | 404  404    | 404      404    404   | 403  404   403  | 404  404  | 404
withhold those of a published report | 403  403    | 403      403    403   | 403  403   done | 403  403  | 403
withhold what has been withheld      | 403  403    | 403      403    403   | 403  403   kept | 403  403  | 403
withhold a document of a draft       | 404  404    | 404      404    404   | 403  404   403  | 404  404  | 404
withhold a published document        | 403  403    | 403      403    403   | 403  403   done | 403  403  | 403

correct a published report           | in   in     | 403      403    403   | done 403   done | 403  403  | 403
"""

DEALINGS = """
                                     | no   closed | observer secre- admin | KZ:  other KZ's | UZ:  UZ's | TM's
                                     | one  one    |          tariat       | own  own   coor | own  coor | coor
read a revision                      | 200  200    | 200      200    200   | 200  200   200  | 200  200  | 200
read one of an action of the parties | 404  404    | 200      200    200   | 200  200   200  | 200  200  | 200
open the form of a revision          | in   in     | 403      200    403   | 403  403   200  | 403  200  | 403
propose a revision                   | in   in     | 403      done   403   | 403  403   done | 403  done | 403
consent to a revision                | 403  403    | 403      403    403   | 403  403   done | 403  done | 403
consent where KZ has consented       | 403  403    | 403      403    403   | 403  403   kept | 403  done | 403
consent to an agreed one             | 403  403    | 403      403    403   | 403  403   kept | 403  kept | 403
name the decision                    | 403  403    | 403      done   403   | 403  403   403  | 403  403  | 403
name another decision                | 403  403    | 403      kept   403   | 403  403   403  | 403  403  | 403

read the rounds                      | 200  200    | 200      200    200   | 200  200   200  | 200  200  | 200
read a round                         | 200  200    | 200      200    200   | 200  200   200  | 200  200  | 200
rounds of a roadmap of the parties   | 404  404    | 200      200    200   | 200  200   200  | 200  200  | 200
one of them                          | 404  404    | 200      200    200   | 200  200   200  | 200  200  | 200
open the form of a round             | in   in     | 403      200    403   | 403  403   200  | 403  200  | 200
open a round                         | in   in     | 403      done   403   | 403  403   done | 403  done | done
call off a round of all              | 403  403    | 403      done   403   | 403  403   403  | 403  403  | 403
call off KZ's round                  | 403  403    | 403      403    403   | 403  403   done | 403  403  | 403
call off one called off              | 403  403    | 403      kept   403   | 403  403   403  | 403  403  | 403
say «no change» for KZ's own         | in   in     | 403      403    403   | done 403   kept | 403  403  | 403

ask about a submitted report         | 404  404    | 404      404    404   | 403  403   403  | 404  404  | 404
ask about a published report         | 403  403    | 403      403    403   | 403  403   403  | 403  done | done
answer UZ's question                 | 404  404    | 403      403    403   | 403  403   done | 403  403  | 403
answer once more                     | 404  404    | 403      403    403   | 403  403   kept | 403  403  | 403
show it to everyone                  | 404  404    | 403      403    403   | 403  403   done | 403  403  | 403
show it without an answer            | 404  404    | 403      403    403   | 403  403   kept | 403  403  | 403
"""

IN_THE_ADMIN = """
                                     | no   closed | observer secre- admin | KZ:  other KZ's | UZ:  UZ's | TM's
                                     | one  one    |          tariat       | own  own   coor | own  coor | coor
the desk                             | in   in     | 403      200    200   | 200  200   200  | 200  200  | 200
change an action                     | in   in     | 403      done   403   | 403  403   403  | 403  403  | 403
add an action                        | in   in     | 403      200    403   | 403  403   403  | 403  403  | 403
delete an action                     | in   in     | 403      403    403   | 403  403   403  | 403  403  | 403
delete actions in bulk               | in   in     | 403      kept   kept  | kept kept  kept | kept kept | kept
delete a published report            | in   in     | 403      403    403   | 403  403   403  | 403  403  | 403
delete reports in bulk               | in   in     | 403      kept   kept  | kept kept  kept | kept kept | kept
delete evidence in bulk              | in   in     | 403      kept   kept  | kept kept  kept | kept kept | kept
change a published report            | in   in     | 403      403    403   | 403  403   403  | 403  403  | 403
look at KZ's draft                   | in   in     | 403      404    404   | 200  404   200  | 404  404  | 404
export actions                       | in   in     | 403      200    200   | 200  200   200  | 200  200  | 200
the trail                            | in   in     | 403      200    200   | 200  200   200  | 200  200  | 200
its file                             | in   in     | 403      200    200   | 200  200   200  | 200  200  | 200
the history of an action             | in   in     | 403      200    200   | 200  200   200  | 200  200  | 200
the history of KZ's draft            | in   in     | 403      404    404   | 200  404   200  | 404  404  | 404

upload a plan                        | in   in     | 403      done   403   | 403  403   403  | 403  403  | 403
look at an import                    | in   in     | 403      200    403   | 403  403   403  | 403  403  | 403
confirm an import                    | in   in     | 403      done   403   | 403  403   403  | 403  403  | 403

the register, out and in             | in   in     | 403      200    200   | 200  200   200  | 200  200  | 200
take the register out                | in   in     | 403      200    200   | 200  200   200  | 200  200  | 200
upload a file for the register       | in   in     | 403      kept   403   | 403  403   403  | 403  403  | 403
confirm what was not uploaded        | in   in     | 403      kept   403   | 403  403   403  | 403  403  | 403

the accounts                         | in   in     | 403      403    200   | 403  403   200  | 403  200  | 200
open the form of an account          | in   in     | 403      403    200   | 403  403   200  | 403  200  | 200
look at KZ's reporter                | in   in     | 403      404    200   | 404  404   200  | 404  404  | 404
look at UZ's coordinator             | in   in     | 403      404    200   | 404  404   404  | 404  200  | 404
look at the secretariat              | in   in     | 403      404    200   | 404  404   404  | 404  404  | 404
close KZ's reporter                  | in   in     | 403      404    done  | 404  404   done | 404  404  | 404
give KZ's reporter a password        | in   in     | 403      404    200   | 404  404   200  | 404  404  | 404
invite one of KZ's once more         | in   in     | 403      404    done  | 404  404   done | 404  404  | 404
invite someone for KZ                | in   in     | 403      403    done  | 403  403   done | 403  kept | kept
delete KZ's reporter                 | in   in     | 403      404    403   | 404  404   403  | 404  404  | 404
delete accounts in bulk              | in   in     | 403      403    kept  | 403  403   kept | 403  kept | kept
"""


# Pages of the admin that open: l the list, a the form of a new record, c a record, d its deletion, h its history.
MODELS = """
                | stranger observer | secretariat administrator | coordinator reporter
country         | in       403      | lacdh       l-c-h         | l-c-h       l-c-h
institution     | in       403      | lac-h       l-c-h         | l-c-h       l-c-h
instrument      | in       403      | lacdh       l-c-h         | l-c-h       l-c-h
provision       | in       403      | lac-h       l-c-h         | l-c-h       l-c-h
document        | in       403      | lac-h       l-c-h         | l-c-h       l-c-h
body            | in       403      | lacdh       l-c-h         | l-c-h       l-c-h
meeting         | in       403      | lacdh       l-c-h         | l-c-h       l-c-h
decision        | in       403      | lacdh       l-c-h         | l-c-h       l-c-h
site            | in       403      | lac-h       l-c-h         | l-c-h       l-c-h
issue           | in       403      | lacdh       l-c-h         | l-c-h       l-c-h
recognition     | in       403      | lacdh       l-c-h         | l-c-h       l-c-h
roadmap         | in       403      | lac-h       l-c-h         | l-c-h       l-c-h
direction       | in       403      | lacdh       l-c-h         | l-c-h       l-c-h
action          | in       403      | lac-h       l-c-h         | l-c-h       l-c-h
importrun       | in       403      | lac-h       403           | 403         403
reportinground  | in       403      | l-c-h       l-c-h         | l-c-h       l-c-h
progressreport  | in       403      | l-c-h       l-c-h         | l-c-h       l-c-h
evidence        | in       403      | l-c-h       l-c-h         | l-c-h       l-c-h
clarification   | in       403      | l-c-h       l-c-h         | l-c-h       l-c-h
user            | in       403      | -----       lac-h         | lac-h       -----
"""

TABLES = {"reading": READING, "reporting": REPORTING, "dealings": DEALINGS, "in the admin": IN_THE_ADMIN}


@pytest.mark.parametrize("superusers", [False, True], ids=["plain", "superusers"])
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_everyone_may_do_what_the_table_says(cast: Cast, table: str, superusers: bool):
    world = World(cast)
    User.objects.update(is_superuser=superusers)
    expected = rows_of(table)
    found = asked(expected, verbs(world), world.clients(), only_refused=superusers)
    wrong = [f"expected {row}\n   found {given}" for row, given in zip(expected, found, strict=True) if row != given]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("superusers", [False, True], ids=["plain", "superusers"])
def test_the_admin_opens_to_each_role_what_the_table_says(cast: Cast, superusers: bool):
    records = one_of_each(cast) | kept_records(cast)
    browsers = [signed_in(person) for person in (None, cast.hasan, cast.farida, cast.gulnara, cast.bolat, cast.aigul)]
    User.objects.update(is_superuser=superusers)
    expected = {row.label: row.cells for row in rows_of(MODELS)}
    assert set(expected) == {model._meta.model_name for model in admin.site._registry}, "a model is missing"
    wrong = []
    for model, record in records.items():
        row = Row(model._meta.model_name, expected[model._meta.model_name])
        pages = addresses(model, record)
        found = Row(row.label, tuple(letters(statuses(browser, pages)) for browser in browsers))
        if found != row:
            wrong.append(f"expected {row}\n   found {found}")
    assert not wrong, "\n" + "\n".join(wrong)


def letters(found: dict[str, int]) -> str:
    """The pages that open, by their first letters; one word where all say the same."""
    alike = {302: "in", 403: "403"}
    if len(codes := set(found.values())) == 1 and codes <= set(alike):
        return alike[codes.pop()]
    return "".join(page[0] if status == 200 else "-" for page, status in found.items())
