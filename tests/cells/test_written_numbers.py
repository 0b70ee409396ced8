"""Amounts, lengths and times written in many ways by a writer that knows nothing of the reader."""

from hypothesis import given
from hypothesis import strategies as st
from said import OF_TYPE, value


def wide(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def disturbed(*texts: str) -> list[str]:
    return [form for text in texts for form in (text, wide(text), f"\u3000{text}\u00a0 ", f"'{text}", f"\u200e{text}")]


@given(st.integers(-(10**9), 10**12), st.data())
def test_yen_are_read_as_they_were_written(yen: int, data: st.DataObject) -> None:
    plain, grouped = str(abs(yen)), f"{abs(yen):,}"
    positive = [plain, grouped, f"{grouped}円", f"{grouped} 円", f"¥{grouped}", f"￥{plain}", f"{plain}.0"]
    negative = [mark + form for mark in "-−△▲" for form in positive] + [f"({grouped})", f"(¥{grouped})", f"¥-{plain}"]
    text = data.draw(st.sampled_from(disturbed(*(negative if yen < 0 else positive))))
    assert value(OF_TYPE["yen"], text) == str(yen)


@given(st.integers(0, 48 * 60), st.data())
def test_a_time_of_day_is_read_as_it_was_written(minutes: int, data: st.DataObject) -> None:
    hour, minute = divmod(minutes, 60)
    forms = [
        f"{hour}:{minute:02}",
        f"{hour:02}:{minute:02}",
        f"{hour}:{minute:02}:00",
        f"{hour}時{minute}分",
        f"{hour} 時 {minute:02} 分",
    ]
    if hour < 12:
        forms += [f"午前{hour}時{minute}分", f"午前 {hour}:{minute:02}"]
        forms += [f"AM {hour}:{minute:02}", f"{hour}:{minute:02} am"] if hour else []
    elif hour < 24:
        forms += [
            f"午後{hour - 12}時{minute}分",
            f"{(hour - 12) or 12}:{minute:02} PM",
            f"P.M. {(hour - 12) or 12}:{minute:02}",
        ]
    elif hour < 48:
        forms += [f"翌{hour - 24}:{minute:02}", f"翌日 {hour - 24}時{minute}分"]
    assert value(OF_TYPE["time"], data.draw(st.sampled_from(disturbed(*forms)))) == str(minutes)


@given(st.integers(0, 400 * 60), st.data())
def test_a_length_of_time_is_read_as_it_was_written(minutes: int, data: st.DataObject) -> None:
    hours, rest = divmod(minutes, 60)
    forms = [
        f"{hours}:{rest:02}",
        f"{hours:02}:{rest:02}:00",
        f"{hours}時間{rest}分",
        f"{hours} 時間 {rest:02} 分",
        f"{minutes}分",
    ]
    forms += [f"{hours}h{rest}m", f"{hours}hours {rest}min"]
    forms += [f"{hours}時間半"] if rest == 30 else []
    forms += [f"{minutes / 60:.2f}", f"{minutes / 60:.2f}時間"] if minutes % 3 == 0 else []
    assert value(OF_TYPE["hours"], data.draw(st.sampled_from(disturbed(*forms)))) == str(minutes)
