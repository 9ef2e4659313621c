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
  const response = await fetch(element.getAttribute("src"), { headers: { Accept: "text/html" } }).catch(() => null)
  if (response?.status === 404) element.replaceChildren()
  else if (response?.ok && element.isConnected) show(element, await response.text())
}

class LivePart extends HTMLElement {}
customElements.define("live-part", LivePart)
