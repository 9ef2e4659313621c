// A card for something of another site. Nobody there is told of anything until a person presses, knowing what it means.

/** Draw the card of `{href, title}` for `page`, the <shared-page> whose words and address it uses. */
export function drawnEmbed(page, { href, title }) {
  const card = document.createElement("div")
  card.className = "block-embed"
  const site = siteOf(href)
  if (!site) return card
  card.contentEditable = "false"
  const host = Object.assign(document.createElement("p"), { className: "block-kind", textContent: site.host })
  const name = Object.assign(document.createElement("p"), { className: "block-title" })
  name.append(Object.assign(document.createElement("a"), { href: site.href, target: "_blank", rel: "noopener noreferrer nofollow", textContent: title || site.host }))
  card.append(host, name, ask(page, card, site, title))
  return card
}

/** Give the cards of a page that is only read the press that shows what they announce. */
export function wakeEmbeds(page, text) {
  for (const card of text.querySelectorAll(".block-embed[data-href]")) {
    const site = siteOf(card.dataset.href)
    if (site && !card.querySelector("button")) card.append(ask(page, card, site, card.querySelector("a")?.textContent))
  }
}

function ask(page, card, site, title) {
  const says = document.createElement("div")
  says.className = "embed-ask"
  const means = Object.assign(document.createElement("p"), { textContent: page.dataset.embedMeans.replace("{site}", site.host) })
  const press = Object.assign(document.createElement("button"), { type: "button", className: "button is-small is-quiet", textContent: page.dataset.embedShow })
  press.addEventListener("click", () => {
    press.disabled = true
    const frame = document.createElement("iframe")
    frame.className = "embed-frame"
    frame.title = title || site.host
    frame.allow = "fullscreen; camera; microphone; display-capture"
    frame.src = `${page.dataset.embedUrl}${encodeURIComponent(site.written)}`
    says.replaceWith(frame)
    frame.focus()
  })
  says.append(means, press)
  return says
}

export function siteOf(href) {
  try {
    const url = new URL(href)
    if (!/^https?:$/.test(url.protocol) || !url.hostname) return null
    return { href: url.href, written: href, host: url.hostname.replace(/^www\./, "") }
  } catch {
    return null
  }
}
