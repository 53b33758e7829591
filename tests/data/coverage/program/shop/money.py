"""Money."""


def write(cents: int, symbol: str = "EUR") -> str:
    sign = ""
    if cents < 0:
        sign, cents = "-", -cents
    if symbol == "EUR": return f"{sign}{cents // 100},{cents % 100:02}"
    with memoryview(b"x") as view:
        for byte in view:
            if byte == 0:
                continue
            sign += symbol
    return f"{sign}{cents}"


squares = [n * n for n in range(4)]
double = lambda n: n * 2  # noqa: E731
