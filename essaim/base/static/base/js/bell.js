// A soft bell when a time is up, on the devices where someone asked for it: <bell-switch> is a button that does.
const KEPT = "bell"
let sound

const isOn = () => { try { return localStorage.getItem(KEPT) === "on" } catch { return false } }

/** Two notes, made here: no file to fetch. Browsers let no page sound before someone has touched it. */
export function ring() {
  if (!isOn()) return
  sound ??= new AudioContext()
  for (const [note, at] of [[660, 0], [495, 0.35]]) {
    const tone = sound.createOscillator(), volume = sound.createGain()
    const from = sound.currentTime + at
    tone.frequency.value = note
    volume.gain.setValueAtTime(0.0001, from)
    volume.gain.exponentialRampToValueAtTime(0.25, from + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 1.2)
    tone.connect(volume).connect(sound.destination)
    tone.start(from)
    tone.stop(from + 1.3)
  }
}

class BellSwitch extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button")
    const show = () => button.setAttribute("aria-pressed", String(isOn()))
    button.hidden = false
    show()
    button.onclick = () => {
      try { localStorage.setItem(KEPT, isOn() ? "off" : "on") } catch { return }
      show()
      ring()
    }
  }
}

customElements.define("bell-switch", BellSwitch)
