import "./part.js"
import "./stream.js"

// Fetched by the pages that show one, from the start or once a part brings it.
const clocks = () => { if (document.querySelector("count-down")) import("../base/js/count-down.js") }
document.addEventListener("part-shown", clocks)
clocks()

// A page that is only read does without: forms stand in the page from the start, parts hold none.
if (document.querySelector("form-island")) import("./island.js")
