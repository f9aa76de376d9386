"""What a display and the room around it do to light; no OpenCV, so that metrics know it as well."""

FLARE = 0.01
"""Share of white that the room adds to every pixel: the sRGB standard's encoding viewing flare of 1 %. It keeps the
logarithm of dark pixels from turning one code value into a flash."""
BLACK = 0.002
"""Relative luminance under which a pixel is black: sRGB code 6 of 255; a 500:1 display shows nothing below it."""
