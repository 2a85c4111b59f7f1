"""Text of any script: nothing vanishes, nothing is wider than its place."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from inspector_app.reports.fonts import FontMissingError, FontSet
from inspector_app.reports.lettering import Lettering
from tests.shifts.sample_shift import NAMES


@pytest.fixture(scope="module")
def lettering():
    return Lettering()


def _fonts(lettering, text, bold=False):
    return [piece.font.face.name.decode() for piece in lettering.pieces(text, bold=bold)]


@pytest.mark.parametrize(
    ("script", "font"),
    [
        ("Latin", "DejaVuSans"),
        ("Greek", "DejaVuSans"),
        ("Arabic", "DejaVuSans"),
        ("Chinese", "WenQuanYiMicroHei"),
        ("Japanese", "WenQuanYiMicroHei"),
        ("Korean", "WenQuanYiMicroHei"),
        ("Devanagari", "NotoSansDevanagari-Regular"),
        ("Thai", "NotoSansThai-Regular"),
        ("Ethiopic", "NotoSansEthiopic-Regular"),
    ],
)
def test_each_script_has_a_font(lettering, script, font):
    letters = NAMES[script].replace(" ", "")
    assert set(_fonts(lettering, letters)) == {font}


@pytest.mark.parametrize("script", [name for name in NAMES if name != "Emoji"])
def test_no_letter_of_the_sample_names_prints_as_a_code(lettering, script):
    assert "[U+" not in "".join(piece.text for piece in lettering.pieces(NAMES[script]))


def test_no_glyph_of_the_sample_names_is_the_blank_box(lettering):
    for name in NAMES.values():
        for piece in lettering.pieces(name):
            glyphs = [piece.font.face.charToGlyph[ord(char)] for char in piece.glyphs]
            assert 0 not in glyphs


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\U0001f9ffb", "a[U+1F9FF]b"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\x00b", "a[U+0000]b"),
        ("a\ue000b", "a[U+E000]b"),
        ("\u200b", "[U+200B]"),
        ("a\tb\nc", "a b c"),
        ("\u2764\ufe0f", "\u2764"),
        ("e\u0301", "é"),
        ("", ""),
    ],
)
def test_what_has_no_glyph_prints_as_its_code(lettering, text, printed):
    assert "".join(piece.text for piece in lettering.pieces(text)) == printed


def test_private_codes_print_as_codes_even_after_shaping_has_used_them(lettering):
    lettering.pieces(NAMES["Devanagari"])
    assert "".join(piece.text for piece in lettering.pieces("\ue000\ue001")) == "[U+E000][U+E001]"


def test_joined_letters_are_shaped(lettering):
    (alone,) = lettering.pieces("م")
    (joined,) = lettering.pieces("ممم")
    assert joined.is_shaped
    assert joined.width_per_point != pytest.approx(3 * alone.width_per_point)
    assert not lettering.pieces("plain")[0].is_shaped


def test_bold_is_used_where_it_exists(lettering):
    assert _fonts(lettering, "Ab 王", bold=True) == ["DejaVuSans-Bold", "WenQuanYiMicroHei"]


@pytest.mark.parametrize(
    "text", ["W" * 300, "word " * 60, NAMES["Chinese"] * 40, NAMES["Arabic"] * 20, "a\u0301" * 99]
)
@pytest.mark.parametrize("width", [30.0, 80.0])
def test_wrapped_lines_fit_and_lose_nothing(lettering, text, width):
    lines = lettering.wrap(text, width, 8)
    assert all(lettering.width(line, 8) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_mark_is_not_torn_from_its_letter(lettering):
    lines = lettering.wrap("q\u0323" * 60, 40, 8)
    assert all(line.startswith("q") for line in lines)


def test_a_place_narrower_than_a_letter_still_ends(lettering):
    assert lettering.wrap("abc", 0.5, 8) == ["a", "b", "c"]


def test_lines_keep_their_own_breaks_and_no_break_blanks(lettering):
    assert lettering.wrap("one\ntwo", 200, 8) == ["one", "two"]
    assert lettering.wrap("", 200, 8) == [""]
    narrow = lettering.width("aaaa 97.8", 8)
    assert lettering.wrap("aaaa 97.8\u00a0%", narrow, 8) == ["aaaa", "97.8\u00a0%"]


def test_too_much_ends_in_an_ellipsis(lettering):
    lines = lettering.wrap("word " * 100, 60, 8, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert lettering.width(lines[-1], 8) <= 60
    short = lettering.shorten("a very long name indeed", 50, 8)
    assert short.endswith("…")
    assert lettering.width(short, 8) <= 50


def _drawn(texts):
    lettering, data = Lettering(), BytesIO()
    canvas = Canvas(data, invariant=1)
    for number, text in enumerate(texts):
        lettering.draw(canvas, 40, 800 - 20 * number, text, 10)
    canvas.save()
    return data.getvalue()


def test_the_same_text_is_the_same_file_whatever_was_printed_before():
    alone = _drawn(NAMES.values())
    _drawn(reversed(NAMES.values()))
    assert _drawn(NAMES.values()) == alone


def test_plain_scripts_can_be_read_back():
    text = (
        PdfReader(BytesIO(_drawn([NAMES["Greek"], NAMES["Chinese"], NAMES["Korean"]])))
        .pages[0]
        .extract_text()
    )
    assert text.split("\n")[:3] == [NAMES["Greek"], NAMES["Chinese"], NAMES["Korean"]]


def test_shaped_text_says_what_it_is():
    data = PdfReader(BytesIO(_drawn([NAMES["Devanagari"]]))).pages[0].get_contents().get_data()
    assert NAMES["Devanagari"].split()[0].encode("utf-16-be").hex().upper().encode() in data


def test_missing_fonts_are_said_so(tmp_path):
    with pytest.raises(FontMissingError, match=r"DejaVuSans\.ttf"):
        FontSet(tmp_path)
