"""The words tables are declared with: one function per type of column, and the columns many tables share."""

from functools import partial

from titcheck.tables.model import Choice, Column, Kind, Shape, Table, Type
from titcheck.text import Text


def _column(
    of: Type, name: str, ja: str, *aliases: str, en: str = "", kind: Kind = "fact", shape: Shape | None = None
) -> Column:
    """A column; its English heading is its name in plain words unless `en` says it better."""
    heading = Text(en or name.replace("_", " ").capitalize(), ja)
    return Column(name=name, heading=heading, type=of, kind=kind, aliases=aliases, shape=shape)


text = partial(_column, "text")
no = partial(_column, "no")
day = partial(_column, "day")
yen = partial(_column, "yen")
hours = partial(_column, "hours")
time = partial(_column, "time")
minutes = partial(_column, "minutes")
count = partial(_column, "count")
flag = partial(_column, "flag")
m2 = partial(_column, "m2")
level = partial(_column, "level")


def choice(name: str, ja: str, *choices: Choice, en: str = "", aliases: tuple[str, ...] = ()) -> Column:
    """A column that holds one of `choices`."""
    return _column("choice", name, ja, *aliases, en=en).model_copy(update={"choices": choices})


def one(code: str, ja: str, *aliases: str, en: str = "") -> Choice:
    """One value of a choice; its English label is its code in plain words unless `en` says it better."""
    return Choice(code=code, label=Text(en or code.replace("_", " "), ja), aliases=aliases)


def table(
    name: str, title: Text, note: Text, *columns: Column, key: tuple[str, ...] = (), aliases: tuple[str, ...] = ()
) -> Table:
    """A table with its columns in the order of the template."""
    return Table(name=name, title=title, note=note, columns=columns, key=key, aliases=aliases)


IO = one("io", "実習実施者", "受入企業", "受入れ企業", "実習実施機関", en="implementing organisation")
SO = one("so", "監理団体", "組合", "監理組合", en="supervising organisation")

TRAINEE_NO = no("trainee_no", "技能実習生番号", "実習生番号", "実習生No", "技能実習生No", "実習生ID", "技能実習生ID")
TRAINEE_NAME = text("trainee_name", "氏名", "技能実習生氏名", "実習生氏名", "技能実習生名", "実習生名")
IO_NO = no(
    "io_no",
    "実習実施者届出受理番号",
    "届出受理番号",
    "実施者届出受理番号",
    "実習実施者番号",
    en="Implementing organisation no",
)
SO_NO = no(
    "so_no", "許可番号", "監理団体許可番号", "監理団体の許可番号", en="Supervising organisation no", shape="so_no"
)
SENDING_ORG_NO = no(
    "sending_org_no",
    "送出機関番号",
    "送出機関No",
    "送出機関コード",
    en="Sending organisation no",
    shape="sending_org_no",
)
PLAN_NO = no("plan_no", "認定番号", "計画認定番号", "技能実習計画認定番号", "認定計画番号", "計画番号", shape="plan_no")
CORPORATE_NO = no("corporate_no", "法人番号", "法人No", "会社法人等の法人番号", en="Corporate no", shape="corporate_no")
ADDRESS = text("address", "所在地", "住所")
ORG_TYPE = choice("org_type", "対象", IO, SO, en="Organisation type", aliases=("対象区分", "機関区分"))
ORG_NO = no("org_no", "番号", "対象の番号", "機関番号", en="Organisation no")
PAY_BASES = (
    one("monthly", "月給", "月給制", "月額"),
    one("daily", "日給", "日給制", "日額"),
    one("hourly", "時給", "時給制", "時間給", "時間額"),
)
