const ROUNDED = 1000 // a hundred metres, as the server keeps it

/** Where a press at `x`, `y` (from 0 to 1, from the upper left corner) is on the ground. */
export function ground({ south, west, north, east }, x, y) {
  return { lat: rounded(north - (north - south) * y), lon: rounded(west + (east - west) * x) }
}

/** Where a point of the ground is drawn, from 0 to 1; null when it is not a point, or lies outside. */
export function drawn({ south, west, north, east }, lat, lon) {
  const x = (degrees(lon) - west) / (east - west), y = (north - degrees(lat)) / (north - south)
  return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : null
}

export const rounded = (number) => Math.round(number * ROUNDED) / ROUNDED
const degrees = (typed) => (String(typed).trim() === "" ? NaN : Number(String(typed).replace(",", ".")))
