def _interleaved(items: list[pytest.Item]) -> None:
    """As it was simulated: the first test of every file, then the second of every file, and so on."""
    place: dict[int, int] = {}
    for _, tests in itertools.groupby(items, key=lambda item: item.nodeid.partition("[")[0].partition("::")[0]):
        for number, item in enumerate(tests):
            place[id(item)] = number
    items.sort(key=lambda item: place[id(item)])
