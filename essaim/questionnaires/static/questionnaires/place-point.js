// A press on the map fills the two fields; the fields move the pin. Where the phone may say where it is, a button does.
import { drawn, ground, rounded } from "./placing.js"

class PlacePoint extends HTMLElement {
  #gone

  connectedCallback() {
    this.#gone = new AbortController()
    const { signal } = this.#gone
    this.#map?.addEventListener("click", (event) => this.#pressed(event), { signal })
    this.addEventListener("input", () => this.#pin(), { signal })
    const here = this.querySelector("[data-here]")
    here.hidden = !(isSecureContext && navigator.geolocation)
    here.addEventListener("click", () => navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.#put({ lat: rounded(coords.latitude), lon: rounded(coords.longitude) }), () => {}), { signal })
    this.#pin()
  }

  disconnectedCallback() { this.#gone.abort() }

  get #map() { return this.querySelector("svg.place-map") }
  get #fields() { return this.querySelectorAll("input") }

  get #frame() {
    const { south, west, north, east } = this.#map.dataset
    return { south: +south, west: +west, north: +north, east: +east }
  }

  #pressed(event) {
    const box = this.#map.getBoundingClientRect()
    this.#put(ground(this.#frame, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height))
  }

  #put({ lat, lon }) {
    const [first, second] = this.#fields
    first.value = lat
    second.value = lon
    this.#pin()
    second.dispatchEvent(new Event("change", { bubbles: true }))
  }

  #pin() {
    const map = this.#map
    if (!map) return
    const [lat, lon] = [...this.#fields].map((field) => field.value), at = drawn(this.#frame, lat, lon), pin = map.querySelector(".pin")
    pin.setAttribute("visibility", at ? "visible" : "hidden")
    if (at) pin.setAttribute("transform", `translate(${at.x * 100} ${at.y * map.viewBox.baseVal.height})`)
  }
}

customElements.define("place-point", PlacePoint)
