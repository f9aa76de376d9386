"""What a notebook shows: one file a noun, the cell magic `%%prompt`, plots, and frames of anything.

The nouns draw themselves: each has a `_repr_html_` that calls `html` of its file here. It is plain HTML and CSS,
without script or picture from elsewhere, and its text has the colour of the page, so it is read in light and in dark.
"""
