"""Writes an image for each of many label files, sound ones and every way in which they go wrong. usage: OUT_DIR"""
import io
import sys
from pathlib import Path

import numpy as np
from PIL import Image

out = Path(sys.argv[1])
(out / "images").mkdir(parents=True)
(out / "labels").mkdir()
stream = io.BytesIO()
Image.fromarray(np.zeros((20, 30, 3), np.uint8)).save(stream, "PNG")
ROW = "0 0.5 0.5 0.2 0.2"
LABELS = {
    "plain": ROW + "\n", "no-newline": ROW, "two": f"{ROW}\n1 0.1 0.1 0.1 0.1\n", "crlf": f"{ROW}\r\n1 0.1 0.1 0.1 0.1\r\n", "cr": f"{ROW}\r1 0.1 0.1 0.1 0.1\r",
    "empty": "", "newlines": "\n\n\n", "blanks": "   \n\t\n", "leading-blank-line": f"\n\n{ROW}\n", "trailing-blank-line": f"{ROW}\n   \n", "empty-line-between": f"{ROW}\n\n1 0.1 0.1 0.1 0.1\n",
    "blank-line-between": f"{ROW}\n  \n1 0.1 0.1 0.1 0.1\n", "tabs": ROW.replace(" ", "\t"), "many-blanks": ROW.replace(" ", "    "), "leading-blanks": "   " + ROW,
    "trailing-blanks": ROW + "   \n" + ROW.replace("0.5", "0.4") + "  ", "bom": "\ufeff" + ROW, "comma": ROW.replace(" ", ","), "decimal-comma": ROW.replace(".", ","), "comment": f"# {ROW}",
    "four-columns": "0 0.5 0.5 0.2", "six-columns": ROW + " 0.9", "six-of-two": f"{ROW} 0.9\n{ROW}", "one-column": "0", "two-columns": "0 0.5", "three-columns": "0 0.5 0.5",
    "ragged": f"{ROW}\n0 0.5 0.5\n", "words": "drill 0.5 0.5 0.2 0.2", "word-last": "0 0.5 0.5 0.2 wide", "negative": "0 -0.1 0.5 0.2 0.2", "negative-zero": "0 -0.0 0.5 0.2 0.2",
    "negative-tiny": "0 -1e-50 0.5 0.2 0.2", "negative-class": "-1 0.5 0.5 0.2 0.2", "over-one": "0 1.1 0.5 0.2 0.2", "over-by-little": "0 1.0000001 0.5 0.2 0.2", "over-below-float": "0 1.00000001 0.5 0.2 0.2",
    "exactly-one": "0 1 1 1 1", "width-over": "0 0.5 0.5 1.2 0.2", "pixels": "0 320 240 50 50", "nan": "0 nan 0.5 0.2 0.2", "nan-class": "nan 0.5 0.5 0.2 0.2", "NaN-minus": "0 -NaN 0.5 0.2 0.2", "inf": "0 inf 0.5 0.2 0.2",
    "infinity-class": "infinity 0.5 0.5 0.2 0.2", "exponent": "0 5e-1 0.5 2E-1 0.2", "exponent-plus": "0 5e-1 0.5 0.02e+1 0.2", "plus": "+0 +0.5 0.5 0.2 0.2", "point-first": "0 .5 .5 .2 .2", "point-last": "0 0.5 0.5 1. 0.2", "point-alone": "0 . 0.5 0.2 0.2",
    "underscore": "1_0 0.5 0.5 0.2 0.2", "underscore-fraction": "0 0.5_5 0.5 0.2 0.2", "underscore-twice": "0 0.5__5 0.5 0.2 0.2", "underscore-end": "0_ 0.5 0.5 0.2 0.2", "underscore-point": "0 0_.5 0.5 0.2 0.2", "hex": "0x1 0.5 0.5 0.2 0.2", "e-alone": "0 e5 0.5 0.2 0.2", "exponent-alone": "0 1e 0.5 0.2 0.2", "point-e": "0 .e5 0.5 0.2 0.2",
    "float-class": "1.0 0.5 0.5 0.2 0.2", "fraction-class": "1.5 0.5 0.5 0.2 0.2", "huge-class": "99999 0.5 0.5 0.2 0.2", "overflow-class": "1e39 0.5 0.5 0.2 0.2", "duplicate": f"{ROW}\n{ROW}\n",
    "duplicate-as-float": f"{ROW}\n0 0.50000000001 0.5 0.2 0.2\n", "duplicate-negative-zero": "0 0.0 0.5 0.2 0.2\n0 -0.0 0.5 0.2 0.2", "triplicate-mixed": f"1 0.3 0.3 0.1 0.1\n{ROW}\n{ROW}\n{ROW}", "near-duplicate": f"{ROW}\n0 0.500001 0.5 0.2 0.2\n", "same-box-other-class": f"{ROW}\n1 0.5 0.5 0.2 0.2",
    "sticks-out": "0 0.95 0.5 0.2 0.2", "zero-size": "0 0.5 0.5 0 0", "outline": "0 0.1 0.1 0.5 0.1 0.5 0.5", "outline-odd": "0 0.1 0.1 0.5 0.1 0.5 0.5 0.9", "outline-over": "0 0.1 0.1 1.5 0.1 0.5 0.5",
    "outline-over-far": "0 0.1 0.1 2.5 0.1 0.5 0.5", "outline-negative": "0 -0.1 0.1 0.5 0.1 0.5 0.5", "outline-negative-centre": "0 -0.9 0.1 0.5 0.1 0.5 0.5", "outline-wide": "0 -0.5 0.1 1.5 0.1 0.5 0.5", "outline-and-box": f"0 0.1 0.1 0.5 0.1 0.5 0.5\n{ROW}",
    "outline-and-short": "0 0.1 0.1 0.5 0.1 0.5 0.5\n0 0.1 0.2", "outline-and-class": "0 0.1 0.1 0.5 0.1 0.5 0.5\n0", "outline-and-six": f"0 0.1 0.1 0.5 0.1 0.5 0.5\n{ROW} 0.1", "outline-and-blank-line": f"0 0.1 0.1 0.5 0.1 0.5 0.5\n  \n{ROW}", "outline-duplicate": "0 0.1 0.1 0.5 0.1 0.5 0.5\n0 0.1 0.1 0.5 0.1 0.5 0.5", "outline-nan": "0 0.1 nan 0.5 0.1 0.5 0.5",
    "outline-third": "0 0.1 0.3 0.7 0.1 0.33333 0.77777 0.2 0.9", "outlines-same-box": "0 0.1 0.1 0.5 0.1 0.5 0.5 0.1 0.5\n0 0.1 0.1 0.5 0.5 0.1 0.5 0.5 0.1",
    "form-feed": f"{ROW}\f1 0.1 0.1 0.1 0.1", "vertical-tab": f"{ROW}\v1 0.1 0.1 0.1 0.1", "file-separator": f"{ROW}\x1c1 0.1 0.1 0.1 0.1", "unit-separator": ROW.replace(" ", "\x1f"), "next-line": f"{ROW}\x851 0.1 0.1 0.1 0.1", "line-separator": f"{ROW}\u20281 0.1 0.1 0.1 0.1",
    "no-break-space": ROW.replace(" ", "\u00a0"), "wide-space": ROW.replace(" ", "\u3000"), "zero-width-space": ROW.replace(" ", "\u200b"), "nul": ROW + "\0", "nul-line": f"{ROW}\n\0\n", "null-word": "null", "json": '{"a": 1}', "quote": f'"{ROW}"', "semicolon": ROW + ";",
    "long": "".join(f"{i % 3} 0.{i:04d} 0.5 0.01 0.01\n" for i in range(1, 3000)), "many-digits": "0 0.50000000000000000000000000000001 0.5 0.2 0.2", "tiny": "0 1e-46 1e-40 1e-45 1e-320",
}
BYTES = {"latin-1": "0 0.5 0.5 0.2 0.2 # é".encode("latin-1"), "utf-16": ROW.encode("utf-16"), "bad-utf-8": ROW.encode() + b"\n\xff\xfe", "cut-utf-8": ROW.encode() + b"\xe2\x82", "surrogate": b"\xed\xa0\x80"}
for name, content in {**{name: text.encode() for name, text in LABELS.items()}, **BYTES}.items():
    (out / "images" / f"{name}.png").write_bytes(stream.getvalue())
    (out / "labels" / f"{name}.txt").write_bytes(content)
(out / "images" / "missing.png").write_bytes(stream.getvalue())
