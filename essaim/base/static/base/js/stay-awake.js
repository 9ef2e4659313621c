// <stay-awake>: the screen stays on while this stands in the page, where the browser can (HTTPS) and lets us.
class StayAwake extends HTMLElement {
  #lock
  #again = () => { if (!document.hidden) this.#hold() }

  connectedCallback() {
    document.addEventListener("visibilitychange", this.#again)
    this.#hold()
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#again)
    this.#lock?.release()
    this.#lock = undefined
  }

  // A browser that refuses (low battery) leaves the phone as it is.
  async #hold() {
    const lock = await navigator.wakeLock?.request("screen").catch(() => null)
    if (!lock) return
    if (this.isConnected) this.#lock = lock
    else lock.release()
  }
}

customElements.define("stay-awake", StayAwake)
