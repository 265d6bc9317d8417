"""On PostgreSQL, triggers hold fixed records against whoever passes the models by: raw SQL, another program, psql.

They are made by the migration ``0002_guards`` and, where one is missing, by ``manage.py install_guards``. They say
the same as the ``fixing`` of each model. TRUNCATE, which only the owner of the tables may do, is not held.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from cooperation.models.fixed import Fixed, undone_with

# OLD without what may change in it must be NEW without it. The arguments name columns: those that may be added where
# they are empty, those that may change, and, for what is withheld, those that are emptied and those that are filled.
# Two further arguments name the column and the table of what is undone with all that it recorded.
REFUSE_CHANGE = """
DECLARE
    may_be_added text[] := TG_ARGV[0];
    may_change text[] := TG_ARGV[1];
    emptied text[] := TG_ARGV[2];
    marks text[] := TG_ARGV[3];
    stored jsonb := to_jsonb(OLD) - may_change;
    written jsonb;
    one text;
    undone boolean := false;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF TG_NARGS = 6 THEN
            EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id = $1 AND undone_at IS NOT NULL)', TG_ARGV[5])
                INTO undone USING (to_jsonb(OLD) ->> TG_ARGV[4])::bigint;
        END IF;
        IF undone THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION '% %: a fixed record is not deleted', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    written := to_jsonb(NEW) - may_change;
    FOREACH one IN ARRAY may_be_added LOOP
        IF stored ->> one IS NULL OR stored ->> one IN ('', 'false') THEN
            stored := stored - one;
            written := written - one;
        END IF;
    END LOOP;
    IF 'withheld_on' = ANY (marks) AND stored ->> 'withheld_on' IS NULL AND written ->> 'withheld_on' IS NOT NULL AND
        NOT EXISTS (SELECT FROM unnest(emptied) AS name WHERE COALESCE(written ->> name, '') <> '')
    THEN
        stored := stored - emptied;
        written := written - emptied;
        FOREACH one IN ARRAY marks LOOP
            IF COALESCE(stored ->> one, '') = '' THEN
                stored := stored - one;
                written := written - one;
            END IF;
        END LOOP;
    END IF;
    IF stored IS DISTINCT FROM written THEN
        RAISE EXCEPTION '% %: a fixed record is not changed', TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
"""

# The argument names the foreign key of the whole; the trigger asks whether that is fixed.
REFUSE_ADDITION = """
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) -> TG_ARGV[0] = to_jsonb(OLD) -> TG_ARGV[0] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%: nothing is added to a fixed record', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
"""


@dataclass(frozen=True)
class Function:
    """A function of the database, by its name, what it takes and gives, and its body."""

    name: str
    head: str
    body: str

    @property
    def sql(self) -> str:
        return f"CREATE OR REPLACE FUNCTION {self.name}{self.head} AS $body${self.body}$body$"


@dataclass(frozen=True)
class Trigger:
    """A trigger on a table: when it is asked, under which condition, and what it calls."""

    table: str
    name: str
    event: str
    condition: str
    function: Function
    arguments: tuple[str, ...]

    @property
    def sql(self) -> str:
        arguments = ", ".join(f"'{argument}'" for argument in self.arguments)
        return (
            f"CREATE OR REPLACE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW "
            f"{self.condition} EXECUTE FUNCTION {self.function.name}({arguments})"
        )


CHANGE = Function("refuse_change_of_fixed", "() RETURNS trigger LANGUAGE plpgsql", REFUSE_CHANGE)
ADDITION = Function("refuse_addition_to_fixed", "() RETURNS trigger LANGUAGE plpgsql", REFUSE_ADDITION)


def fixed_models() -> list[type[Fixed]]:
    """Every model of which rows are fixed."""
    return [model for model in apps.get_models() if issubclass(model, Fixed)]


def triggers() -> list[Trigger]:
    """All that there should be."""
    return [trigger for model in fixed_models() for trigger in triggers_of(model)]


def triggers_of(model: type[Fixed]) -> Iterator[Trigger]:
    """The triggers that hold the rows of a model."""
    table, fixing = model._meta.db_table, model.fixing
    columns = (fixing.may_be_added, fixing.may_change, fixing.emptied, fixing.marks)
    arguments = (*map(array, columns), *ground_of(model))
    if not fixing.part_of:
        yield Trigger(table, f"{table}_fixed", "UPDATE OR DELETE", when(condition(model, "OLD")), CHANGE, arguments)
        return
    column = f"{fixing.part_of}_id"
    whole = function_of(whole_of(model))
    yield Trigger(table, f"{table}_fixed", "UPDATE OR DELETE", when(f"{whole.name}(OLD.{column})"), CHANGE, arguments)
    yield Trigger(
        table, f"{table}_closed", "INSERT OR UPDATE", when(f"{whole.name}(NEW.{column})"), ADDITION, (column,)
    )


def ground_of(model: type[Fixed]) -> tuple[str, ...]:
    """The column and the table of what is undone with all that it recorded, if the model names such a thing."""
    ground: Any = undone_with(model)
    return (ground.column, ground.related_model._meta.db_table) if ground else ()


def array(names: Collection[str]) -> str:
    """Names as an array of PostgreSQL."""
    return "{" + ",".join(names) + "}"


def when(words: str) -> str:
    return f"WHEN ({words})" if words else ""


def whole_of(model: type[Fixed]) -> type[Fixed]:
    """The model of which the given one is a part."""
    field: Any = model._meta.get_field(model.fixing.part_of)
    return field.related_model


def condition(model: type[Fixed], row: str) -> str:
    """What fixes a row, in SQL."""
    return " AND ".join(f"{row}.{column} = '{value}'" for column, value in model.fixing.where.items())


def function_of(whole: type[Fixed]) -> Function:
    """A function that tells by its key whether a record is fixed."""
    table = whole._meta.db_table
    body = f" SELECT EXISTS (SELECT FROM {table} AS whole WHERE id = $1 AND {condition(whole, 'whole')}) "  # noqa: S608  # names of ours
    return Function(f"{table}_is_fixed", "(bigint) RETURNS boolean LANGUAGE sql STABLE", body)


def functions() -> list[Function]:
    wholes = {whole_of(model): None for model in fixed_models() if model.fixing.part_of}
    return [CHANGE, ADDITION, *map(function_of, wholes)]


# What there is -------------------------------------------------------------------------------------------------------


def missing(connection: BaseDatabaseWrapper) -> list[Function | Trigger]:
    """The functions and triggers that are not there, are switched off or say something else."""
    if connection.vendor != "postgresql":
        return []
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace")
        bodies = dict(cursor.fetchall())
        cursor.execute(
            "SELECT relname, tgname, obj_description(pg_trigger.oid, 'pg_trigger') FROM pg_trigger "
            "JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal AND tgenabled IN ('O', 'A')"
        )
        made_by = {(table, name): sql for table, name, sql in cursor.fetchall()}
    wanted = [trigger for trigger in triggers() if trigger.table in tables]
    return [
        *(function for function in functions() if bodies.get(function.name) != function.body),
        *(trigger for trigger in wanted if made_by.get((trigger.table, trigger.name)) != trigger.sql),
    ]


def install(connection: BaseDatabaseWrapper) -> list[Function | Trigger]:
    """Makes those that are missing, each trigger with a comment that tells how; returns them."""
    made = missing(connection)
    with connection.cursor() as cursor:
        for one in made:
            cursor.execute(one.sql)
            if isinstance(one, Trigger):
                cursor.execute(f"COMMENT ON TRIGGER {one.name} ON {one.table} IS %s", [one.sql])
    return made


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes all of them away."""
    if connection.vendor != "postgresql":
        return
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for trigger in triggers():
            if trigger.table in tables:
                cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name} ON {trigger.table}")
        for function in functions():
            cursor.execute(f"DROP FUNCTION IF EXISTS {function.name}")


@checks.register(checks.Tags.database)
def check_guards(databases: Iterable[str] | None = None, **options: Any) -> list[checks.CheckMessage]:
    """Each guard that PostgreSQL lacks, by name; nothing until every migration has been applied, as these make them."""
    return [
        checks.Error(
            f"The database does not hold fixed records: {one.name} is missing or differs.",
            hint="Run: manage.py install_guards",
            obj=alias,
            id="cooperation.E001",
        )
        for alias in databases or ()
        if is_migrated(connections[alias])
        for one in missing(connections[alias])
    ]


def is_migrated(connection: BaseDatabaseWrapper) -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
