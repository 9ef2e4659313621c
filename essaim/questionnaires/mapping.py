"""Places on a map of our own: what is near is near, north is up. No tile, nothing asked of anybody."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

WIDE = 100.0
TALLEST, FLATTEST = 130.0, 50.0
# As people copy them from a map: « Sanitas ; 47,386 ; 0,698 », « Sanitas (47.386, 0.698) ».
_WRITTEN = re.compile(
    r"^(?P<label>.*?)\s*[;(]\s*(?P<lat>-?\d{1,2}[.,]\d+)(?:\s*[;/]\s*|,\s+|\s+|,(?=-?\d+\.))(?P<lon>-?\d{1,3}[.,]\d+)\s*\)?$"
)
ROUNDED = 3  # decimals of a degree: a hundred metres


@dataclass(frozen=True)
class Point:
    lat: float
    lon: float


@dataclass(frozen=True)
class Frame:
    """What a map shows, in degrees, and how tall it is when it is `WIDE` wide."""

    south: float
    west: float
    north: float
    east: float
    tall: float

    def at(self, point: Point) -> tuple[float, float]:
        """Where it is drawn, from the upper left corner."""
        x = (point.lon - self.west) / (self.east - self.west) * WIDE
        y = (self.north - point.lat) / (self.north - self.south) * self.tall
        return round(x, 2), round(y, 2)


def frame(points: Iterable[Point]) -> Frame | None:
    """The map that shows them all, with room around; None without any."""
    known = list(points)
    if not known:
        return None
    south, north = min(p.lat for p in known), max(p.lat for p in known)
    west, east = min(p.lon for p in known), max(p.lon for p in known)
    narrow = max(
        0.1, math.cos(math.radians((south + north) / 2))
    )  # a degree of longitude is shorter far from the equator
    high, wide = max(north - south, 0.01) * 1.4, max((east - west) * narrow, 0.01) * 1.4
    high, wide = max(high, wide * FLATTEST / WIDE), max(wide, high * WIDE / TALLEST)
    middle_lat, middle_lon = (south + north) / 2, (west + east) / 2
    return Frame(
        middle_lat - high / 2, middle_lon - wide / narrow / 2, middle_lat + high / 2, middle_lon + wide / narrow / 2,
        round(WIDE * high / wide, 2),
    )  # fmt: skip


def degrees(typed: str, most: int) -> float | None:
    """« 47,3941 » as a number of degrees; None when it is not one, or lies off the globe."""
    plain = typed.strip().replace(",", ".").replace("\u2212", "-")
    if not re.fullmatch(r"-?\d{1,3}(\.\d{1,15})?", plain) or abs(float(plain)) > most:
        return None
    return round(float(plain), ROUNDED)


def written(line: str) -> tuple[str, Point | None]:
    """« Sanitas ; 47,386 ; 0,698 » as a name and where it is."""
    found = _WRITTEN.match(line)
    if not found or not found["label"].strip():
        return line, None
    lat, lon = (float(found[name].replace(",", ".")) for name in ("lat", "lon"))
    return (found["label"].strip(), Point(lat, lon)) if abs(lat) <= 90 and abs(lon) <= 180 else (line, None)
