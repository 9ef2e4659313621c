import "./part.js"
import "./stream.js"

// A page that is only read does without: forms stand in the page from the start, parts hold none.
if (document.querySelector("form-island")) import("./island.js")
