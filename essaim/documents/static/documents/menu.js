// A list to choose from, beside the caret or (on a phone) above the keyboard. The one who types keeps the focus.
export class Menu {
  #list
  #says
  #owner
  #pick
  #at = 0
  #options = []

  /** `list` is a hidden `<ul role="listbox">`; `says` a status line that tells how many choices there are. */
  constructor(list, says) {
    this.#list = list
    this.#says = says
    list.addEventListener("mousedown", (event) => event.preventDefault())
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]")
      if (option) this.#choose(this.#options.indexOf(option))
    })
  }

  get isOpen() { return !this.#list.hidden }

  /** Show `choices` ({words, detail, value}) by `rect`, for `owner` (what has the focus); `pick` is given the value. */
  show(choices, { owner, rect, pick, none }) {
    this.#pick = pick
    this.#options = choices.map(({ words, detail, value }, number) => {
      const option = Object.assign(document.createElement("li"), { id: `${this.#list.id}-${number}`, role: "option" })
      option.setAttribute("role", "option")
      option.append(Object.assign(document.createElement("span"), { textContent: words }))
      if (detail) option.append(Object.assign(document.createElement("small"), { textContent: detail }))
      option.value_ = value
      return option
    })
    if (!choices.length) return this.close(none)
    this.#list.replaceChildren(...this.#options)
    const wasOpen = this.isOpen && owner === this.#owner
    this.#owner = owner
    this.#list.hidden = false
    owner.setAttribute("aria-controls", this.#list.id)
    this.#place(rect)
    this.#stopAt(0)
    if (!wasOpen) this.#says.textContent = this.#list.dataset.says.replace("{n}", choices.length)
  }

  close(says = "") {
    this.#list.hidden = true
    this.#list.replaceChildren()
    this.#owner?.removeAttribute("aria-activedescendant")
    this.#owner?.removeAttribute("aria-controls")
    this.#owner = undefined
    this.#says.textContent = says
  }

  /** True when the key was for the menu. */
  key(event) {
    if (!this.isOpen) return false
    const count = this.#options.length
    if (event.key === "ArrowDown") this.#stopAt((this.#at + 1) % count)
    else if (event.key === "ArrowUp") this.#stopAt((this.#at - 1 + count) % count)
    else if (event.key === "Enter" || event.key === "Tab") this.#choose(this.#at)
    else return false
    return true
  }

  #stopAt(number) {
    this.#at = number
    for (const [place, option] of this.#options.entries()) option.setAttribute("aria-selected", String(place === number))
    this.#owner.setAttribute("aria-activedescendant", this.#options[number].id)
    this.#options[number].scrollIntoView({ block: "nearest" })
  }

  #choose(number) {
    const { value_: value } = this.#options[number] ?? {}
    if (value !== undefined) this.#pick(value)
  }

  #place(rect) {
    const { style } = this.#list
    if (!rect || matchMedia("(width < 40rem)").matches) { style.insetBlockStart = style.insetInlineStart = ""; return }
    const low = rect.bottom + 4
    const isAbove = low + this.#list.offsetHeight > innerHeight && rect.top > this.#list.offsetHeight
    style.insetBlockStart = `${isAbove ? rect.top - this.#list.offsetHeight - 4 : low}px`
    style.insetInlineStart = `${Math.max(8, Math.min(rect.left, innerWidth - this.#list.offsetWidth - 8))}px`
  }
}
