// Small forms that open above the text: an address, a picture with what it shows, something of another site.
import { siteOf } from "./embed-card.js"
import { lighter } from "./lighter.js"

/** Wire the forms of `page` to `editor`. Gives the acts that open them, and `close`. */
export function forms(page, editor, signal) {
  const found = Object.fromEntries([...page.querySelectorAll("form[data-form]")].map((form) => [form.dataset.form, form]))
  const { link, picture, embed } = found
  const error = (form, words) => {
    const line = form.querySelector("[data-error]")
    line.textContent = words
    line.hidden = !words
  }
  const close = (form) => { form.reset(); error(form, ""); form.hidden = true; editor.commands.focus() }
  const open = (form, field) => {
    for (const other of Object.values(found)) if (other !== form) other.hidden = true
    form.hidden = false
    form.elements[field].focus()
    form.scrollIntoView({ block: "nearest" })
  }
  const atBlock = (node) => {
    const { $from } = editor.state.selection
    const place = $from.depth && $from.parent.content.size ? $from.after(1) : $from.pos
    editor.chain().focus().insertContentAt(place, [node, { type: "paragraph" }]).run()
  }
  for (const form of Object.values(found)) {
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") close(form) }, { signal })
    form.querySelector("[data-close]").addEventListener("click", () => close(form), { signal })
  }

  link.addEventListener("submit", (event) => {
    event.preventDefault()
    const typed = link.elements.address.value.trim()
    const href = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : typed.includes("@") && !typed.includes("/") ? `mailto:${typed}` : `https://${typed}`
    if (!typed || !/^(https?|mailto|tel):./i.test(href)) return error(link, page.dataset.linkWrong)
    const { empty } = editor.state.selection
    if (empty && !editor.isActive("link")) editor.chain().focus().insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] }).run()
    else editor.chain().focus().extendMarkRange("link").setLink({ href }).run()
    close(link)
  }, { signal })
  link.querySelector("[data-unlink]").addEventListener("click", () => { editor.chain().focus().extendMarkRange("link").unsetLink().run(); close(link) }, { signal })

  embed.addEventListener("submit", (event) => {
    event.preventDefault()
    const typed = embed.elements.address.value.trim()
    const site = siteOf(/^https?:/i.test(typed) ? typed : `https://${typed}`)
    if (!site || !site.host.includes(".")) return error(embed, page.dataset.embedWrong)
    atBlock({ type: "embed", attrs: { href: site.href, title: embed.elements.title.value.trim() } })
    close(embed)
  }, { signal })

  let chosen = null
  let known = null
  const choose = (file) => {
    chosen = file
    picture.querySelector("[data-chosen]").textContent = file ? file.name : ""
  }
  for (const input of picture.querySelectorAll("[type=file]")) {
    input.addEventListener("change", () => { if (input.files[0]) choose(input.files[0]) }, { signal })
  }
  picture.addEventListener("submit", async (event) => {
    event.preventDefault()
    const alt = picture.elements.alt.value.trim()
    const title = picture.elements.title.value.trim() || null
    if (!known && !chosen) return error(picture, page.dataset.pictureWhich)
    if (!alt) { error(picture, page.dataset.pictureAlt); return picture.elements.alt.focus() }
    if (known) {
      editor.chain().focus().setNodeSelection(known.position).updateAttributes("image", { alt, title }).run()
      known = null
      return close(picture)
    }
    const button = picture.querySelector("button:not([type=button])")
    button.disabled = true
    error(picture, "")
    try {
      const kept = await bring(page, chosen)
      atBlock({ type: "image", attrs: { ...kept, alt, title } })
      choose(null)
      close(picture)
    } catch (failure) {
      error(picture, failure.words ?? page.dataset.pictureOffline)
    } finally {
      button.disabled = false
    }
  }, { signal })

  return {
    link() {
      open(link, "address")
      link.elements.address.value = editor.getAttributes("link").href ?? ""
      link.querySelector("[data-unlink]").hidden = !editor.isActive("link")
    },
    embed: () => open(embed, "address"),
    /** `file`: one that was pasted or dropped; without, the picture selected is described again, or one is asked for. */
    picture(file) {
      const { node, from } = editor.state.selection
      known = !file && node?.type.name === "image" ? { position: from } : null
      for (const part of picture.querySelectorAll("[data-file]")) part.hidden = Boolean(known)
      open(picture, file || known ? "alt" : "file")
      picture.elements.alt.value = known ? node.attrs.alt ?? "" : ""
      picture.elements.title.value = known ? node.attrs.title ?? "" : ""
      choose(file ?? null)
    },
  }
}

async function bring(page, file) {
  const body = new FormData()
  body.append("picture", await lighter(file), file.name || "image.jpg")
  const answer = await fetch(page.dataset.pictureUrl, { method: "POST", body, headers: { Accept: "application/json" } })
  const said = await answer.json().catch(() => ({}))
  if (!answer.ok) throw Object.assign(new Error(String(answer.status)), { words: said.error })
  return { src: said.src, width: said.width, height: said.height }
}
