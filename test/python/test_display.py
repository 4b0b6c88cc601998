"""What objects show of themselves: offered by looking alone, given on demand, under a budget and within bounds."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

import pytest
from support.adapter import Adapter, RpcError
from test_execution import failure

from snakebridge_adapter.display import mime_bundle
from snakebridge_adapter.display.mime_bundle import show
from snakebridge_adapter.inspection.displays import displays_of
from snakebridge_adapter.inspection.image_data import image_type, pixel_size

IMAGES = ["image/png", "image/svg+xml", "image/jpeg", "image/gif", "image/webp"]
HTML = ["text/html"]


def png(width: int = 3, height: int = 2) -> bytes:
    """Encode a grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


JPEG = (
    b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xdb\0\x03q\xff\xc0\0\x11\x08" + struct.pack(">HH", 480, 640) + bytes(9)
)  # fmt: skip
GIF = b"GIF89a" + struct.pack("<HH", 640, 480) + bytes(3)


def webp(kind: bytes, data: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + kind + b"\0\0\0\0" + data


SIZED = {
    "png": (png(640, 480), "image/png"),
    "jpeg": (JPEG, "image/jpeg"),
    "gif": (GIF, "image/gif"),
    "webp extended": (webp(b"VP8X", b"\0\0\0\0\x7f\x02\0\xdf\x01\0"), "image/webp"),
    "webp lossless": (
        webp(b"VP8L", b"\x2f" + struct.pack("<I", 639 | 479 << 14)),
        "image/webp",
    ),
    "webp lossy": (
        webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640, 480)),
        "image/webp",
    ),
}


@pytest.mark.parametrize(("data", "kind"), SIZED.values(), ids=SIZED)
def test_encoded_bytes_tell_their_format_and_size(data, kind):
    assert (image_type(data), pixel_size(data)) == (kind, (640, 480))
    assert all(pixel_size(data[:length]) in (None, (640, 480)) for length in range(len(data)))


class Picture:
    def _repr_png_(self) -> bytes:
        return png()


class Page:
    def _repr_html_(self) -> str:
        return "<b>bold</b>"


class Bundle:
    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        data = base64.b64encode(png()).decode()
        return {"text/plain": "x", "image/png": data}, {"image/png": {"width": 3}}


class Both(Picture, Page):
    pass


class Neither(Both):
    _repr_png_ = None  # type: ignore[assignment]
    _repr_html_ = None  # type: ignore[assignment]


def test_an_object_offers_what_its_class_defines():
    assert [displays_of(cls()) for cls in (Picture, Page, Bundle, Both, Neither)] == [
        ["image"],
        ["html"],
        ["image", "html"],
        ["image", "html"],
        [],
    ]
    assert [displays_of(obj) for obj in (png(), bytearray(png()), b"plain", 1, Picture)] == [
        ["image"],
        ["image"],
        [],
        [],
        [],
    ]


def test_looking_for_offers_runs_nothing():
    def fail(*_: object) -> Any:
        raise AssertionError

    class Meta(type):
        __getattribute__ = __instancecheck__ = __eq__ = __hash__ = fail  # type: ignore[assignment]

    class Hostile(metaclass=Meta):
        __getattribute__ = __getattr__ = __dir__ = fail  # type: ignore[assignment]
        _repr_png_ = property(fail)

    obj = object.__new__(Hostile)
    assert displays_of(obj) == ["image"]


def test_each_form_comes_as_what_it_is():
    assert (show(Picture(), IMAGES).mime_type, show(Picture(), IMAGES).size) == (
        "image/png",
        (3, 2),
    )
    assert show(Page(), HTML).data == "<b>bold</b>"
    assert show(Bundle(), IMAGES).data == png()
    assert show(png(), IMAGES).data == show(bytearray(png()), IMAGES).data == png()


def test_a_form_that_fails_gives_way_to_the_next():
    class Half(Picture):
        def _repr_png_(self) -> Any:
            raise OSError

        def _repr_svg_(self) -> str:
            return "<svg/>"

    shown = show(Half(), IMAGES)
    assert (shown.mime_type, shown.data, shown.size) == ("image/svg+xml", "<svg/>", None)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (1, "gave 'int' that is not an encoded image"),
        (b"no picture", "gave 'bytes' that is not an encoded image"),
        (None, "'Odd' shows itself as none of image/png"),
        (png() + bytes(mime_bundle.MOST_BYTES), "too large to show: 16.0 MB, at most 16 MB"),
        (png(100_000, 641), "too large to show: 100000 × 641 pixels"),
    ],
    ids=["a number", "other bytes", "nothing", "many bytes", "many pixels"],
)
def test_what_is_no_picture_is_refused_in_words(given, message):
    class Odd:
        def _repr_png_(self) -> Any:
            return given

    with pytest.raises((TypeError, ValueError), match=message):
        show(Odd(), IMAGES)


def test_html_that_is_no_text_is_refused():
    class Odd:
        def _repr_html_(self) -> Any:
            return b"<b>"

    with pytest.raises(TypeError, match="_repr_html_ of 'Odd' gave 'bytes' that is not text"):
        show(Odd(), HTML)


# Over the wire.

SOURCE = """
import time
class Picture:
    runs = 0
    def _repr_png_(self):
        Picture.runs += 1
        return {png!r}
class Raises:
    def _repr_png_(self):
        raise RuntimeError("no paint")
class Hangs:
    def _repr_png_(self):
        time.sleep(60)
class Leaves:
    def _repr_png_(self):
        raise SystemExit(3)
class Holder:
    def __init__(self):
        self.inner = Picture()
"""


@pytest.fixture
def made(adapter):
    adapter.run(SOURCE.format(png=png(400, 300)))
    return lambda source: {"session": "s", "ref": adapter.run(source)["id"]}


def ask(adapter, address, **more):
    params = {**address, "mimeTypes": IMAGES, **more}
    return adapter.start("snakebridge/display", params)


def test_a_picture_comes_with_its_size_and_touches_no_lifetime(adapter, made):
    address = made("Picture()")
    before = adapter.ask("snakebridge/refs", {"session": "s"})["refs"][0]
    answer = ask(adapter, address).result(30)
    data = base64.b64decode(answer.pop("data")["data"])
    assert (data, answer) == (
        png(400, 300),
        {"mimeType": "image/png", "width": 400, "height": 300},
    )
    after = adapter.ask("snakebridge/refs", {"session": "s"})["refs"][0]
    assert after["remainingSeconds"] <= before["remainingSeconds"]
    assert adapter.ask("snakebridge/sessions")[0]["refCount"] == 1


def test_a_part_is_shown_by_its_path_and_listing_it_runs_nothing(adapter, made):
    address = made("Holder()")
    rows = adapter.ask("snakebridge/children", address)["children"]
    assert rows[0]["summary"]["displays"] == ["image"]
    assert adapter.run("Picture.runs") == 0
    assert ask(adapter, address, path=[{"attr": "inner"}]).result(30)["width"] == 400
    assert adapter.run("Picture.runs") == 1


def test_large_data_is_attached_for_a_client_that_reads_it():
    with Adapter(options={"attachments": True}) as adapter:
        adapter.run(f"data = {png(400, 300)!r} + bytes(5000)")
        adapter.run("class Box: data = data")
        address = {"session": "s", "ref": adapter.run("Box()")["id"]}
        future: Any = ask(adapter, address, path=[{"attr": "data"}])
        assert future.result(30)["data"]["attachment"] == 0
        assert adapter.attachments[future.request_id] == [png(400, 300) + bytes(5000)]


@pytest.mark.parametrize(("source", "said"), [("Raises()", "no paint"), ("Leaves()", "3")])
def test_code_that_raises_costs_its_own_request(adapter, made, source, said):
    error = failure(adapter, ask(adapter, made(source)))
    assert said in str(error)
    assert adapter.run("1 + 1") == 2


def test_code_that_hangs_times_out_and_can_be_cancelled(adapter, made):
    address = made("Hangs()")
    assert "longer than 50 ms" in str(failure(adapter, ask(adapter, address, budgetMs=50)))
    future = ask(adapter, address)
    adapter.start_run("pass")
    adapter.cancel(future)
    with pytest.raises(RpcError):
        future.result(30)


def test_a_ref_that_is_gone_says_so(adapter, made):
    address = made("Picture()")
    adapter.ask("snakebridge/release", {"session": "s", "refs": [address["ref"]]})
    assert "not found" in str(failure(adapter, ask(adapter, address)))


# Libraries, as far as the interpreter has them.


def figure() -> Any:
    pytest.importorskip("matplotlib")
    from matplotlib.figure import Figure

    drawn = Figure(figsize=(4, 3), dpi=100)
    drawn.subplots().plot([1, 3, 2])
    return drawn


def test_a_figure_of_matplotlib_draws_without_a_window():
    drawn = figure()
    for obj in (drawn, drawn.axes[0], drawn.subfigures(1, 1)):
        assert displays_of(obj) == ["image"]
        assert show(obj, IMAGES).size == (400, 300)


def test_a_figure_of_pyplot_keeps_its_canvas():
    pytest.importorskip("matplotlib")
    import matplotlib.pyplot as plt

    drawn = plt.figure(figsize=(2, 1), dpi=100)
    canvas = drawn.canvas
    assert show(drawn, IMAGES).size == (200, 100)
    assert drawn.canvas is canvas
    plt.close(drawn)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "1", "P", "CMYK", "F", "I", "YCbCr"])
def test_an_image_of_pillow_of_any_mode_is_shown(mode):
    image = pytest.importorskip("PIL.Image")
    obj = image.new(mode, (40, 30))
    assert displays_of(obj) == ["image"]
    assert show(obj, IMAGES).size == (40, 30)


def test_a_frame_of_pandas_gives_html():
    frame = pytest.importorskip("pandas").DataFrame({"a": [1]})
    assert displays_of(frame) == ["html"]
    assert "<table" in str(show(frame, HTML).data)
