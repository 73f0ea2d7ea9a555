"""Invented people: surnames made of words for land and weather, so that nobody real is meant."""

from random import Random

STEMS = (
    "Жазық", "Тоғай", "Бұлақ", "Көлбай", "Самал", "Аққайнар", "Жусан", "Қарабура", "Арай", "Шыңырау", "Тасөзен",
    "Көктем", "Бозтөбе", "Қайыңды", "Сарықамыс", "Жиделі", "Мойынты", "Қоңырқаз", "Терісақ", "Ақсеңгір",
    "Кленов", "Рябинин", "Степной", "Зарецк", "Озёрн", "Ветров", "Луговск", "Полынин", "Родников", "Ковылин",
)  # fmt: skip
MEN = (
    "Айбар", "Дархан", "Ерасыл", "Жандос", "Мейрам", "Нұрлан", "Олжас", "Сәкен", "Талғат", "Шалқар",
    "Андрей", "Виктор", "Игорь", "Павел", "Тимур", "Руслан", "Эмиль", "Карим", "Артур", "Самат",
)  # fmt: skip
WOMEN = (
    "Айсұлу", "Ботагөз", "Гүлнар", "Дана", "Жұлдыз", "Зере", "Қарлығаш", "Мөлдір", "Сара", "Шолпан",
    "Анна", "Вера", "Ирина", "Лариса", "Надежда", "Алина", "Лейла", "Мадина", "Роза", "Эльвира",
)  # fmt: skip


class Names:
    """Draws names that are not repeated; the same seed gives the same people."""

    def __init__(self, random: Random):
        self._random = random
        self._given: set[str] = set()

    def __call__(self) -> str:
        while True:
            name = self._one()
            if name not in self._given:
                self._given.add(name)
                return name

    def _one(self) -> str:
        woman = self._random.random() < 0.5
        first = self._random.choice(WOMEN if woman else MEN)
        second = self._random.choice(WOMEN if woman else MEN)
        surname = _surname(self._random.choice(STEMS), woman)
        return f"{first} {surname}" if self._random.random() < 0.9 else f"{first} {second[0]}. {surname}"


def _surname(stem: str, woman: bool) -> str:
    if stem.endswith(("ов", "ин")):
        return stem + ("а" if woman else "")
    if stem.endswith("ой"):
        return stem[:-2] + ("ая" if woman else "ой")
    if stem[-1] in "аеиоыіө":
        return stem + ("ева" if woman else "ев")
    if stem.endswith(("ецк", "вск", "рн")):
        return stem + ("ая" if woman else "ый" if stem.endswith("рн") else "ий")
    return stem + ("ова" if woman else "ов")
