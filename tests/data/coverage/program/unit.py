"""The fast lane."""

from shop.basket import Basket, describe

basket = Basket()
basket.add(5, 2)
assert basket.total() == 10
assert describe(basket) == "cheap"
assert describe(Basket()) == "empty"
assert list(basket.dear(1)) == [5, 5]
