// Pieces of a text beyond those of any editor: the same that convert.py and base/blocks say.
import { InputRule, Mark, Node, mergeAttributes, textblockTypeInputRule } from "../vendor/editor/editor.js"
import { drawnEmbed } from "./embed-card.js"

const TONES = ["info", "now", "good", "harm"]
const OWN_PICTURE = /^pictures\/[0-9a-f-]{36}$/
// A value kept in the document under its own name, read from HTML by `read`.
const kept = (read, fallback = null) => ({ default: fallback, parseHTML: read, rendered: false })

export const CodeBlock = Node.create({
  name: "codeBlock", group: "block", content: "text*", marks: "", code: true, defining: true,
  parseHTML: () => [{ tag: "pre", preserveWhitespace: "full" }],
  renderHTML: () => ["pre", { class: "block-code" }, ["code", 0]],
  addInputRules() { return [textblockTypeInputRule({ find: /^```\s$/, type: this.type })] },
  addKeyboardShortcuts() {
    return {
      // Twice Enter at the end leaves the block.
      Enter: ({ editor }) => {
        const { $from, empty } = editor.state.selection
        if (!empty || $from.parent.type !== this.type) return false
        const isEnd = $from.parentOffset === $from.parent.nodeSize - 2 && $from.parent.textContent.endsWith("\n")
        return isEnd && editor.chain().command(({ tr }) => { tr.delete($from.pos - 1, $from.pos); return true }).exitCode().run()
      },
    }
  },
})

export const HorizontalRule = Node.create({
  name: "horizontalRule", group: "block",
  parseHTML: () => [{ tag: "hr" }],
  renderHTML: () => ["hr"],
  addInputRules() {
    return [new InputRule({
      find: /^---\s$/,
      handler: ({ chain, range }) => { chain().deleteRange(range).insertContent([{ type: "horizontalRule" }, { type: "paragraph" }]).run() },
    })]
  },
})

export const Callout = Node.create({
  name: "callout", group: "block", content: "block+", defining: true,
  addOptions: () => ({ words: {} }),
  addAttributes: () => ({ tone: kept((element) => TONES.find((tone) => element.classList.contains(`is-${tone}`)) ?? "info", "info") }),
  parseHTML: () => [{ tag: "div.block-notice", contentElement: (element) => element.querySelector("[data-inside]") ?? element }],
  renderHTML({ node }) {
    const tone = TONES.includes(node.attrs.tone) ? node.attrs.tone : "info"
    return ["div", { class: `block-notice is-${tone}`, role: "note" },
      ["p", { class: "block-kind", contenteditable: "false" }, this.options.words[tone] ?? ""], ["div", { "data-inside": "" }, 0]]
  },
})

export const Picture = Node.create({
  name: "image", group: "block", atom: true, draggable: true,
  addAttributes: () => ({
    src: kept((element) => element.getAttribute("src")), alt: kept((element) => element.getAttribute("alt")),
    title: kept((element) => element.closest("figure")?.querySelector("figcaption")?.textContent ?? null),
    width: kept((element) => Number(element.getAttribute("width")) || null), height: kept((element) => Number(element.getAttribute("height")) || null),
  }),
  // A picture of another site is not shown, so it is not taken: whoever pastes it brings the file.
  parseHTML: () => [{ tag: "img[src][alt]", getAttrs: (element) => OWN_PICTURE.test(element.getAttribute("src")) && Boolean(element.alt.trim()) && null }],
  renderHTML({ node }) {
    const { src, alt, title, width, height } = node.attrs
    const size = width && height ? { width, height } : {}
    const picture = ["img", { src: safePicture(src), alt: String(alt ?? ""), ...size }]
    return ["figure", { class: "block-figure" }, picture, ...(title ? [["figcaption", String(title)]] : [])]
  },
})

// Pages show the pictures of the space and no other: whatever a document says, nobody else is asked for one.
function safePicture(src) {
  return typeof src === "string" && !/^\s*([a-z][a-z0-9+.-]*:|[\\/]{2})/i.test(src) ? src : ""
}

export const Embed = Node.create({
  name: "embed", group: "block", atom: true, draggable: true,
  addOptions: () => ({ page: null }),
  addAttributes: () => ({ href: kept((element) => element.dataset.href), title: kept((element) => element.querySelector("a")?.textContent, "") }),
  parseHTML: () => [{ tag: "div.block-embed[data-href]" }],
  renderHTML: ({ node }) => ["div", { class: "block-embed", "data-href": String(node.attrs.href) }, ["a", String(node.attrs.title || node.attrs.href)]],
  addNodeView() { return ({ node }) => ({ dom: drawnEmbed(this.options.page, node.attrs), stopEvent: (event) => Boolean(event.target.closest?.("button, a, iframe")), ignoreMutation: () => true }) },
})

const pointer = (name, sign, className) => Node.create({
  name, group: "inline", inline: true, atom: true, selectable: true,
  addOptions: () => ({ names: new Map(), gone: "" }),
  addAttributes: () => ({ id: kept((element) => element.dataset.id), label: kept((element) => element.textContent.replace(/^@/, ""), "") }),
  parseHTML: () => [{ tag: `span[data-to="${name}"][data-id]` }],
  renderHTML({ node }) {
    return ["span", { class: className, "data-to": name, "data-id": String(node.attrs.id) }, sign + (this.options.names.get(node.attrs.id) ?? node.attrs.label)]
  },
  renderText({ node }) { return sign + (this.options.names.get(node.attrs.id) ?? node.attrs.label) },
})
export const Mention = pointer("mention", "@", "block-mention")
export const PageLink = pointer("pageLink", "", "block-page").extend({
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("a")
      const title = this.options.names.get(node.attrs.id) ?? node.attrs.label
      dom.className = "block-page"
      dom.textContent = title || this.options.gone
      if (title) dom.href = `pages/${encodeURIComponent(node.attrs.id)}/`
      return { dom }
    }
  },
})

/** The words that a thread of remarks is about. Threads may overlap; typing at the end of one is not in it. */
export const Comment = Mark.create({
  name: "comment", excludes: "", inclusive: false, keepOnSplit: false,
  addAttributes: () => ({ thread: { default: null, parseHTML: (element) => element.dataset.thread, renderHTML: ({ thread }) => ({ "data-thread": thread }) } }),
  parseHTML: () => [{ tag: "span[data-thread]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", mergeAttributes(HTMLAttributes, { class: "remark" }), 0],
})

// What this release does not know stays in the document (vendor/keeping.mjs) and is shown as its words, set apart.
const unknown = (name, tag, group, isInline) => Node.create({
  name, group, inline: isInline, atom: true, selectable: true,
  addOptions: () => ({ words: "" }),
  addAttributes: () => ({ kept: { default: "", rendered: false }, words: { default: "", rendered: false } }),
  renderHTML({ node }) { return [tag, { class: "shared-unknown", title: this.options.words }, node.attrs.words || this.options.words] },
})
export const Unknown = unknown("unknown", "div", "block", false)
export const UnknownInline = unknown("unknownInline", "span", "inline", true)
