"""The slow lane."""

from shop.basket import Basket, describe
from shop.money import double, write

basket = Basket()
basket.add(30)
assert basket.total(10) == 27
assert describe(basket) == "one"
basket.add(13)
assert basket.drain() == 0
assert write(-150) == "-1,50"
assert write(7, "$") == "$7"
assert double(2) == 4
try:
    basket.add(-1)
except ValueError:
    pass
