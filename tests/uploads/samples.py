"""Files of every kind, made here byte by byte, so that what is in them is known."""

import io
import struct
import zipfile
import zlib

from PIL import Image

SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + b"\x00" * 64
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
PLACE = b"Secret-Camera-7"


def picture(size: tuple[int, int] = (640, 400), colour: str = "teal") -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert("RGB") if not colour else Image.new(
        "RGB", size, colour
    )  # fmt: skip


def jpeg(size: tuple[int, int] = (640, 400), orientation: int = 1) -> bytes:
    """With a position, a camera's name, a comment and XMP in it."""
    exif = Image.Exif()
    exif[0x0110] = PLACE.decode()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    out = io.BytesIO()
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + PLACE + b"</x:xmpmeta>"
    picture(size).save(out, "JPEG", exif=exif, comment=PLACE, xmp=xmp)
    return out.getvalue()


def png(size: tuple[int, int] = (640, 400)) -> bytes:
    out = io.BytesIO()
    picture(size).save(out, "PNG")
    return out.getvalue()


def png_bomb(side: int = 20_000) -> bytes:
    """A few kilobytes that say they are 400 megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress(bytes(1 + side // 8) * side, 9)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = (chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def gif(frames: int = 1) -> bytes:
    out = io.BytesIO()
    drawn = [Image.new("L", (64, 64), n % 250) for n in range(frames)]
    drawn[0].save(out, "GIF", save_all=frames > 1, append_images=drawn[1:])
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


DOCX_PARTS = {
    "[Content_Types].xml": b"<Types><Override PartName='/word/document.xml'/>"
    b'<Override PartName="/word/people.xml"/></Types>',
    "docProps/core.xml": b"<cp:coreProperties><dc:creator>Jane Doe</dc:creator></cp:coreProperties>",
    "docProps/app.xml": b"<Properties><Company>Doe and Sons</Company></Properties>",
    "word/document.xml": b'<w:document><w:p>We meet at six.</w:p><w:ins w:author="Jane Doe"/></w:document>',
    "word/people.xml": b'<w15:person w15:author="Jane Doe"/>',
    "word/_rels/settings.xml.rels": b'<Relationships><Relationship Id="r1" Type="x/attachedTemplate" '
    b'Target="file:///C:/Users/Jane%20Doe/a.dotm" TargetMode="External"/></Relationships>',
    "word/media/image1.jpeg": jpeg((64, 48)),
}
ODT_PARTS = {
    "mimetype": b"application/vnd.oasis.opendocument.text",
    "meta.xml": b"<office:meta><meta:initial-creator>Jane Doe</meta:initial-creator></office:meta>",
    "content.xml": b"<text:p>We meet at six.</text:p><dc:creator>Jane Doe</dc:creator>",
}


def docx(**more: bytes) -> bytes:
    return zipped({**DOCX_PARTS, **more})


def docx_bomb() -> bytes:
    """Some hundred kilobytes that unpack to 128 MiB; written bit by bit, for the memory is measured."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in DOCX_PARTS.items():
            file.writestr(name, content)
        with file.open("word/media/large.xml", "w") as part:
            for _megabyte in range(128):
                part.write(bytes(1 << 20))
    return out.getvalue()


def pdf(info: bytes = b"", *, packed: bool = False) -> bytes:
    body = b"<< /Type /Catalog >>"
    if packed:
        stream = zlib.compress(b"5 0 << " + info + b" >>")
        info = b""
        body += b"\nendobj\n2 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + stream
        body += b"\nendstream"
    return (
        b"%PDF-1.7\n1 0 obj\n" + body + b"\nendobj\ntrailer\n<< /Info << " + info + b" >> >>\n%%EOF"
    )
