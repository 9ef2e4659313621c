import "./part.js"
import "./island.js"
import "./stream.js"
