// A part of the page that the server renders, and renders again when its subject changes.

/** Replace what `element` shows by `html`, keeping the focus and the open details where they were. */
export function show(element, html) {
  const fresh = new DOMParser().parseFromString(`<template>${html}</template>`, "text/html").querySelector("template")
  const focused = element.contains(document.activeElement) ? document.activeElement.id : ""
  const open = new Set([...element.querySelectorAll("details[open][id]")].map((details) => details.id))
  element.replaceChildren(document.importNode(fresh.content, true))
  for (const id of open) document.getElementById(id)?.setAttribute("open", "")
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
  element.dispatchEvent(new CustomEvent("part-shown", { bubbles: true }))
}

/** Ask the server for `element` again, with this person's own rights. */
export async function refresh(element) {
  const asked = {}
  lastAsked.set(element, asked)
  let response = null
  // Told of a change while the network flickers: it is asked for until it is there, or asked for anew.
  for (let wait = 800; !response; wait = Math.min(wait * 2, 8000)) {
    response = await fetch(element.getAttribute("src"), { headers: { Accept: "text/html" } }).catch(() => null)
    if (!response) await new Promise((done) => setTimeout(done, wait))
    if (lastAsked.get(element) !== asked || !element.isConnected) return
  }
  if (response.status === 404) element.replaceChildren()
  else if (response.ok) show(element, await response.text())
}

const lastAsked = new WeakMap()

// A form of buttons in a part: sent without leaving the page, which then shows the part again. What is refused is a page.
async function sendInPlace(event) {
  const form = event.target, part = form.closest("live-part")
  if (!part || !form.hasAttribute("data-in-place")) return
  event.preventDefault()
  if (form.dataset.state === "sending") return
  const { submitter } = event
  form.dataset.state = "sending"
  const body = new URLSearchParams(new FormData(form, submitter ?? undefined))
  const headers = { Accept: "text/html", "X-Island": part.id }
  let answer = null
  for (let wait = 800; !answer && form.isConnected; wait = Math.min(wait * 2, 8000)) {
    answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null)
    if (!answer) await new Promise((done) => setTimeout(done, wait))
  }
  if (answer?.ok) return refresh(part)
  if (!answer) return
  if (submitter?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }))
  form.submit()
}
document.addEventListener("submit", sendInPlace)

class LivePart extends HTMLElement {}
customElements.define("live-part", LivePart)
