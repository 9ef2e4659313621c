const SHARED = "essaim-shared-device"

/** Whether this device is somebody's own: what was written may stay on it. A shared one says no in its pages, or was told to. */
export function mayKeep() {
  if (document.documentElement.dataset.keeps === "no") return false
  try { return localStorage.getItem(SHARED) !== "yes" } catch { return false }
}

/** From now on, keep nothing here. */
export function keepNothing() {
  try { localStorage.setItem(SHARED, "yes") } catch { /* refused by the browser: it keeps nothing anyway */ }
}
