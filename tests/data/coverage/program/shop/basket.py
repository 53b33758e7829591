"""Baskets, with every kind of branch that coverage reports write in their own way."""

from collections.abc import Iterator


class Basket:
    def __init__(self) -> None:
        self.prices: list[int] = []

    def add(self, price: int, n: int = 1) -> None:
        for _ in range(n):
            if price < 0:
                raise ValueError("a price is below 0")
            self.prices.append(price)

    def total(self, discount: int = 0) -> int:
        total = sum(self.prices)
        if discount:
            total -= total * discount // 100
        return total

    def dear(self, limit: int) -> Iterator[int]:
        return (price for price in self.prices if price > limit)

    def drain(self) -> int:
        n = 0
        while self.prices:
            price = self.prices.pop()
            if price == 13:
                break
            n += 1
        else:
            n = -n
        return n


def describe(basket: Basket) -> str:
    match len(basket.prices):
        case 0:
            return "empty"
        case 1:
            return "one"
        case n if n > 100:
            return "full"
        case _:
            pass
    try:
        mean = basket.total() // len(basket.prices)
    except ZeroDivisionError:  # pragma: no cover
        return "none"
    finally:
        basket.prices.sort()
    return "cheap" if mean < 10 else "dear"


def never(basket: Basket) -> None:
    if basket.prices:
        basket.drain()
