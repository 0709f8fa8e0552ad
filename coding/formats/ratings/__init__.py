"""Files of ratings -> ratings: one reader for every door. May import `statistics`, `rendering` and `advisories.tables`.

Bytes become grids, grids get a layout, and the layout gives units, raters and labels. What is ambiguous is asked, never
guessed. `read.read_files` is the way in.
"""
