def _in_recorded_order(items: list[pytest.Item], rootpath: Path) -> None:
    """As it was simulated: by the durations that `.test_durations` has; tests that it lacks count as the mean of the others."""
    recorded = json.loads((rootpath / ".test_durations").read_text(encoding="utf-8"))
    known = [recorded[item.nodeid] for item in items if item.nodeid in recorded]
    mean = sum(known) / len(known) if known else 0.0
    items.sort(key=lambda item: recorded.get(item.nodeid, mean), reverse=SLOWEST_FIRST)
