"""The numbers of the method: pure functions on arrays, without Django.

`ratings` holds what raters said, `coefficients` and `multilabel` measure it, `intervals` and
`standard_errors` say how sure that is, and `report` puts it together. `docs/statistics.md` explains each.
"""
