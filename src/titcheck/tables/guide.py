"""What the template explains: how to fill it in, what a blank cell means, where numbers and facts are found."""

from collections.abc import Mapping
from types import MappingProxyType

from titcheck.tables.model import Column, Kind, Shape, Type
from titcheck.text import Text

TITLE = Text("How to fill in this workbook", "この様式の記入方法")

STEPS = (
    (
        Text("One sheet, one book", "シートと行"),
        Text(
            "Row 1 holds the headings; write one entry a row from row 2 on.",
            "シートごとに一つの帳簿です。1行目が見出しで、2行目から1件につき1行で記入してください。",
        ),
    ),
    (
        Text("Examples", "書き方と記入例"),
        Text(
            "Point at a heading to see how its cells are written, what a blank means, and an example; the next sheet"
            " lists all of them. Examples stand only there and are never judged.",
            "見出しにカーソルを合わせると、書き方・空欄の意味・記入例が表示されます。次のシートに全項目の一覧があります。"
            "記入例はこの二か所だけにあり、判定の対象にはなりません。",
        ),
    ),
    (
        Text("What is not needed", "使わないシートと列"),
        Text(
            "Sheets and columns may be deleted or left empty, columns moved, and others added. Leave the words of the"
            " headings as they are.",
            "削除しても空のままでも構いません。列の並べ替え、列やシートの追加も支障ありません。"
            "見出しの文言は変えないでください。",
        ),
    ),
    (
        Text("Nothing, and not known", "実績なしと不明"),
        Text(
            "Write 0 where there was nothing (no overtime: 0), and leave blank what is not known. Nothing is guessed.",
            "実績がない場合は0を記入し（残業なし：0）、不明な項目は空欄にしてください。推測による判定はしません。",
        ),
    ),
    (
        Text("What cannot be read", "読み取れないセル"),
        Text(
            "Such a cell counts as not known, and `titcheck check` lists it with its address.",
            "不明として扱い、「titcheck check」でセルの位置を示します。",
        ),
    ),
)

KEY = (
    Text("identifies the row", "行を特定する項目"),
    Text(
        "Always fill it in, and write the same number in every book.",
        "必ず記入し、同じものにはどの帳簿でも同じ番号を記入してください。",
    ),
)
KINDS: Mapping[Kind, tuple[Text, Text]] = MappingProxyType(
    {
        "fact": (
            Text("blank: not known", "空欄：不明"),
            Text(
                "What rests on it cannot be told: the verdict is “unproven”.",
                "その事項に係る判定は「未確認」となります。",
            ),
        ),
        "due": (
            Text("blank: not done yet", "空欄：まだ行っていない"),
            Text(
                "Where no row of the sheet has an entry in that column, it is not known whether it was done.",
                "ただし、その列に1件も記入がないシートでは「不明」として扱います。",
            ),
        ),
        "event": (
            Text("blank: did not happen", "空欄：その事実はない"),
            Text(
                "Not gone home, not ended, no special case.",
                "帰国していない、打ち切っていない、特例に当たらない、など。",
            ),
        ),
    }
)
"""What a blank says, and what follows."""

TYPES: Mapping[Type, tuple[Text, Text]] = MappingProxyType(
    {
        "text": (Text("Text", "文字の欄"), Text("as in the document", "書類の記載のとおり")),
        "no": (Text("Identifying number", "番号の欄"), Text("all digits, zeros in front too", "先頭の0も含め全桁")),
        "day": (Text("Day", "日付の欄"), Text("2025-04-07, 令和7年4月7日", "2025/4/7、令和7年4月7日など")),
        "yen": (Text("Money", "金額の欄"), Text("whole yen: 212000", "円単位の整数（212000など）")),
        "hours": (Text("Length of time", "時間数の欄"), Text("8:30 or 8.5", "8:30、8.5など")),
        "time": (
            Text("Time of day", "時刻の欄"),
            Text("21:00; 1:00 of the next day is 25:00", "21:00など。翌日の1:00は25:00"),
        ),
        "minutes": (Text("Length in minutes", "分の欄"), Text("minutes: 60", "60など、分単位の整数")),
        "count": (Text("Whole number", "数の欄"), Text("whole number: 4 (none: 0)", "整数（なければ0）")),
        "flag": (Text("Yes or no", "有無の欄"), Text("yes or no, from the list", "○又は×（一覧から選択）")),
        "choice": (Text("From a list", "選択の欄"), Text("from the list", "一覧から選択")),
        "m2": (Text("Area", "面積の欄"), Text("square metres: 4.95", "平方メートル（4.95など）")),
        "level": (
            Text("Level of Japanese", "日本語の級の欄"),
            Text("N1 to N5, from the list", "N1からN5まで（一覧から選択）"),
        ),
    }
)
"""What a column of the type is called, and how its cells are written."""

SHAPES: Mapping[Shape, Text] = MappingProxyType(
    {
        "so_no": Text("許 and 10 digits", "「許」と数字10桁"),
        "plan_no": Text("認 or 変認 and 10 digits", "「認」又は「変認」と数字10桁"),
        "sending_org_no": Text("three capital letters and 6 digits", "英大文字3字と数字6桁"),
        "corporate_no": Text("13 digits", "数字13桁"),
        "residence_card_no": Text("2 letters, 8 digits, 2 letters", "英大文字2字・数字8桁・英大文字2字"),
    }
)

NUMBERS: Mapping[str, Text] = MappingProxyType(
    {
        "so_no": Text("on the licence of the supervising organisation", "監理団体の許可証に記載"),
        "io_no": Text(
            "on the receipt of the notice of start; until there is one, any code of your own, the same in every book",
            "実習実施者届出受理書に記載。受理番号がまだない場合は任意の番号とし、どの帳簿にも同じ番号を記入",
        ),
        "plan_no": Text("on the notice of accreditation of the plan", "技能実習計画認定通知書に記載"),
        "trainee_no": Text(
            "any number of your own, the same in every book and never given again",
            "貴団体・貴社で付ける任意の番号。どの帳簿にも同じ番号を記入し、他の者に再び使わない",
        ),
        "residence_card_no": Text("top right on the residence card", "在留カードの右上に記載"),
        "sending_org_no": Text(
            "in the published list of recognised sending organisations",
            "外国人技能実習機構が公表する外国政府認定送出機関一覧に記載",
        ),
        "corporate_no": Text("at the National Tax Agency's corporate number site", "国税庁法人番号公表サイトで検索"),
        "org_no": Text(
            "of a supervising organisation its licence number, of an implementing organisation its receipt number",
            "監理団体は許可番号、実習実施者は届出受理番号",
        ),
        "change_no": Text("any number of your own, one for each change of employer", "変更1件ごとに付ける任意の番号"),
    }
)
"""The identifiers by their column, and where each is found."""

FOUND_IN: Mapping[str, Text] = MappingProxyType(
    {
        "supervising_orgs": Text(
            "licence, application for renewal, certificates of the courses",
            "許可証、更新申請書の控え、講習の受講証明書",
        ),
        "implementing_orgs": Text(
            "receipt of the notice of start, certificate of registered matters, construction licence",
            "実習実施者届出受理書、登記事項証明書、建設業の許可通知書",
        ),
        "staff_counts": Text(
            "register of workers, social insurance records; trainees are not counted",
            "労働者名簿、社会保険の被保険者記録（技能実習生を除く）",
        ),
        "agreements": Text(
            "the agreements, and the copy stamped by the Labour Standards Inspection Office",
            "36協定届（労働基準監督署の受付のある控え）、賃金控除協定書",
        ),
        "industry_minimum_wages": Text("public notice of the Labour Bureau", "都道府県労働局の公示"),
        "sending_orgs": Text(
            "published list of recognised sending organisations", "外国政府認定送出機関一覧（外国人技能実習機構）"
        ),
        "trainees": Text("residence card, passport, register of trainees", "在留カード、旅券、技能実習生の名簿"),
        "officers": Text("certificate of registered matters, certificate of residence", "登記事項証明書、住民票の写し"),
        "plans": Text(
            "accredited plan with its notice, statement of employment conditions",
            "認定された技能実習計画及び認定通知書、雇用条件書",
        ),
        "wage_payments": Text("wage ledger, pay slips, transfer records", "賃金台帳、給与明細書、振込の記録"),
        "shifts": Text("attendance book, time cards", "出勤簿、タイムカードなどの労働時間の記録"),
        "housing": Text("lease, floor plan, list of occupants", "賃貸借契約書、居室の図面、入居者の一覧"),
        "employer_changes": Text(
            "record of the trainee's request, notice of difficulty, record of coordination",
            "技能実習生の申出の記録、技能実習実施困難時届出書の控え、連絡調整の記録",
        ),
        "permits": Text("residence card, permission for other activities", "在留カード、指定書、資格外活動許可書"),
        "audits": Text("audit reports and the records behind them", "監査報告書の控え、監査の記録"),
        "visits": Text("record of guidance visits", "訪問指導記録書"),
        "external_checks": Text(
            "report of the external auditor, confirmation by the external officer",
            "外部監査報告書、指定外部役員の確認書",
        ),
        "inspections": Text(
            "letters of the authority after its inspection, report of improvement",
            "実地検査の結果の通知、改善報告書の控え",
        ),
        "dispositions": Text("published lists of dispositions, letters received", "行政処分等の公表資料、処分の通知書"),
        "disappearances": Text(
            "notice of difficulty, report to the police", "技能実習実施困難時届出書の控え、行方不明者届の控え"
        ),
        "lectures": Text("record of post-entry lectures", "入国後講習実施記録"),
        "fees": Text("account book of supervision fees", "監理費管理簿"),
        "notices": Text(
            "copies of what was filed, with the day received", "届出書・報告書の控え（受付日の分かるもの）"
        ),
    }
)
"""The documents a table is filled in from."""


def how(column: Column) -> Text:
    """How a cell of the column is written: its form, the words of its list, where its number is found."""
    if column.choices:
        en = ", ".join(choice.label.en for choice in column.choices)
        return Text(f"from the list: {en}", f"一覧から選択：{'、'.join(choice.label.ja for choice in column.choices)}")
    found = NUMBERS.get(column.name)
    if not column.shape:
        return found or TYPES[column.type][1]
    form = SHAPES[column.shape]
    return Text(f"{form.en}; {found.en}", f"{form.ja}。{found.ja}") if found else form
