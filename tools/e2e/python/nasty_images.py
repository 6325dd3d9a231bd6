"""Writes a folder of image files that datasets really hold, and of every way in which they are broken. usage: OUT_DIR"""
from nasty.exifs import exifs
from nasty.files import out
from nasty.jpegs import jpegs
from nasty.others import others
from nasty.pngs import pngs

jpegs()
exifs()
pngs()
others()
print(len(list(out.iterdir())))
