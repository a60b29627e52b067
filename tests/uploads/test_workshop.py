"""What comes out of the workshop says nothing of where and by whom it was made; no bomb goes off (S18)."""

import io
import resource
import time
import zipfile

import pytest
from PIL import Image

from peerhub.core.errors import Refused
from peerhub.uploads.models import FILE_BYTES, Prepared, UploadKind
from peerhub.uploads.rules import file_name
from peerhub.uploads.workshop import Workshop
from tests.uploads import samples

MOST_SECONDS = 2.0  # of a processor: who else is at work on the machine is not the file's doing
MOST_MEMORY = 800 << 20


async def prepare(content: bytes) -> Prepared:
    return await Workshop().prepare(content)


async def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        await prepare(content)
    assert refused.value.field == "file"
    return refused.value.reason


def seconds_taken() -> float:
    """Of processor time, by this process and by the workers that have ended."""
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + workers.ru_utime + workers.ru_stime


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


async def test_a_photo_keeps_its_pixels_and_nothing_else() -> None:
    content = samples.jpeg()
    assert samples.PLACE in content and opened(content).getexif().get_ifd(0x8825)
    made = await prepare(content)
    assert (made.kind, made.media_type) == (UploadKind.IMAGE, "image/webp")
    for kept in (made.content, made.small):
        picture = opened(kept)
        assert samples.PLACE not in kept and b"EXIF" not in kept and b"XMP" not in kept
        assert not picture.getexif() and not picture.info.get("icc_profile")
    assert opened(made.content).size == (made.width, made.height) == (640, 400)
    assert opened(made.small).size == (480, 300)
    assert opened(made.content).getpixel((9, 9)) == pytest.approx((0, 128, 128), abs=4)


async def test_a_large_photo_is_made_small_and_stands_upright() -> None:
    made = await prepare(samples.jpeg((4_000, 2_000), orientation=6))
    assert (made.width, made.height) == (800, 1_600)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
async def test_other_still_pictures_are_taken(kind: str) -> None:
    out = io.BytesIO()
    samples.picture((30, 20)).save(out, kind)
    made = await prepare(out.getvalue())
    assert (made.width, made.height, made.suffix) == (30, 20, "webp")


async def test_what_shines_through_stays_so() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (200, 0, 0, 0)).save(out, "PNG")
    assert opened((await prepare(out.getvalue())).content).getpixel((5, 5))[3] == 0


async def test_a_picture_that_is_also_a_page_is_a_picture_alone() -> None:
    made = await prepare(samples.png() + samples.HTML + samples.docx())
    assert b"script" not in made.content and b"PK\x03\x04" not in made.content


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (bytes(FILE_BYTES + 1), "10 MB"),
        (samples.SVG, "PNG"),
        (b"\xef\xbb\xbf  " + samples.SVG, "PNG"),
        (samples.HTML, "Web pages"),
        (samples.HTML.decode().encode("utf-16"), "Web pages"),
        (samples.MP4, "Videos"),
        (samples.HEIC, "JPEG"),
        (b"MZ" + bytes(99), "Programs"),
        (b"\x1f\x8b\x08", "one by one"),
        (samples.zipped({"a.txt": b"a"}), "one by one"),
        (samples.zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "PDF"),
        (b"\xd0\xcf\x11\xe0", "old kind"),
        (bytes(range(256)), "cannot be sent"),
        (samples.jpeg()[:300], "cannot be read"),
        (samples.gif(300), "Moving"),
        (samples.png_bomb(), "40 megapixels"),
        (samples.docx_bomb(), "too large"),
        (samples.docx(**{"word/vbaProject.bin": b"x"}), "program"),
        (samples.docx(**{"word/embeddings/sheet.xlsx": b"x"}), "another file"),
        (b"PK\x03\x04" + bytes(99), "cannot be read"),
        (samples.pdf(b"/Author (Jane Doe)"), "who wrote it"),
        (samples.pdf(b"/Author (Jane Doe)", packed=True), "who wrote it"),
        (samples.pdf(b"/Encrypt 3 0 R"), "password"),
        (samples.pdf(b"/JavaScript (x)"), "program"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_it_is_refused_at_once_in_one_sentence(content: bytes, word: str) -> None:
    began = seconds_taken()
    assert word in await refusal(content)
    assert seconds_taken() - began < MOST_SECONDS
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10
    assert used < MOST_MEMORY, f"{used >> 20} MiB"


async def test_the_largest_picture_fits_into_time_and_memory() -> None:
    content = samples.png((8_000, 5_000))
    began = seconds_taken()
    made = await prepare(content)
    assert (made.width, made.height) == (1_600, 1_000)
    assert seconds_taken() - began < 2 * MOST_SECONDS


@pytest.mark.parametrize(("content", "suffix"), [
    (samples.docx(), "docx"), (samples.zipped(samples.ODT_PARTS), "odt"),
])  # fmt: skip
async def test_a_document_keeps_its_words_and_loses_its_author(content: bytes, suffix: str) -> None:
    made = await prepare(content)
    assert (made.kind, made.suffix) == (UploadKind.DOCUMENT, suffix)
    with zipfile.ZipFile(io.BytesIO(made.content)) as file:
        assert file.testzip() is None
        words = b"".join(file.read(name) for name in file.namelist())
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"We meet at six." in words
    for name in (b"Jane", b"Doe", b"Secret-Camera", b"people.xml"):
        assert name not in words


async def test_a_pdf_without_an_author_and_plain_words_are_taken_as_they_are() -> None:
    plain = samples.pdf(b"/Producer (A program)")
    assert (await prepare(plain)).content == plain
    assert (await prepare("Grüße, 世界\n".encode())).suffix == "txt"


async def test_a_pdfs_pictures_lose_their_position() -> None:
    made = await prepare(samples.pdf() + samples.jpeg())
    assert samples.PLACE not in made.content.replace(b"\xff\xfe\x00\x11" + samples.PLACE, b"")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("../../etc/passwd", "passwd.webp"),
        ("C:\\Users\\Jane\\tea party.JPG", "tea party.webp"),
        ("a\x00b<c>\u202egpj.exe", "a b c gpj.webp"),
        ("...", "file.webp"),
        ("x" * 300 + ".png", "x" * 95 + ".webp"),
    ],
)
def test_a_name_is_readable_and_ends_as_what_it_is(said: str, kept: str) -> None:
    assert file_name(said, "webp") == kept
