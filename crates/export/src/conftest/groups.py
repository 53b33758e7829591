def _groups(nodeid: str) -> list[str]:
    """The groups of a test: those of its id, or those of its file."""
    return GROUPS.get(nodeid) or GROUPS.get(nodeid.partition("[")[0].partition("::")[0], [])


def _mark_groups(items: list[pytest.Item]) -> None:
    for item in items:
        present = {str(mark.args[0] if mark.args else mark.kwargs.get("name")) for mark in item.iter_markers("xdist_group")}
        for name in _groups(item.nodeid):
            if name not in present:
                item.add_marker(pytest.mark.xdist_group(name))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    """Stops where xdist does not see the groups, as under pytest 9.2.0: it would spread those tests over all workers."""
    if node.config.getoption("dist", "no") != "loadgroup":
        return
    for nodeid in ids:
        suffix = nodeid.rpartition("@")[2] if "@" in nodeid else ""
        unseen = [name for name in _groups(nodeid) if name not in suffix]
        if unseen:
            pytest.exit(
                f"{nodeid} is in the group {unseen[0]!r}, but pytest-xdist does not see it (its issue 1386): "
                "install pytest<9.2, or a pytest-xdist later than 3.8.0",
                returncode=4,
            )
