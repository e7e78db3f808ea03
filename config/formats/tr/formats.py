"""How Turkish staff write dates: with dots as much as with strokes."""

DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d/%m/%Y", "%d.%m.%y", "%d/%m/%y"]
