"""Looking at live objects: summaries, previews, children, paths, descriptions.

The promise of everything in here: no code of the user runs, no lifetime changes, no reference stays behind, and
every answer is bounded whatever the object's size. `classes` and `fields` say how that is kept; the rest
reads objects through them alone. Nothing here knows the registry or does I/O.
"""
