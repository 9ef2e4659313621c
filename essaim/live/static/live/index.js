import "./part.js"
import "./stream.js"

// Fetched by the pages that show one, from the start or once a part brings it.
const ON_SIGHT = {
  "count-down": "../base/js/count-down.js",
  "count-up": "../base/js/count-up.js",
  "stay-awake": "../base/js/stay-awake.js",
  "bell-switch": "../base/js/bell.js",
}
const fetchSeen = () => {
  for (const name in ON_SIGHT) {
    // While the network is cut, what the server wrote stays; the script comes when it can.
    if (document.querySelector(name)) import(ON_SIGHT[name]).catch(() => setTimeout(fetchSeen, 2000))
  }
}
document.addEventListener("part-shown", fetchSeen)
fetchSeen()

// A page that is only read does without: forms stand in the page from the start, parts hold none.
if (document.querySelector("form-island")) import("./island.js")
