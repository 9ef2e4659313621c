// What comes from Word, from a web page or from another pad: only its words and their shape are taken.
import { meaning, withoutStyles } from "./pasted-style.js"
import { counts, levelOf, nested } from "./word-lists.js"

const GONE = "style, script, meta, link, title, xml, template, noscript, iframe, object, svg, form > button"
const LEVELS = { H1: "h2", H2: "h2", H3: "h3", H4: "h4", H5: "h4", H6: "h4" }

/** The HTML of a clipboard, cleaned. Only called on what is pasted: nothing in it is ever put in the page as it is. */
export function cleaned(html) {
  const plain = withoutStyles(html).replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, "").replace(/<!\[(if|endif)[^\]>]*\]>/gi, "").replace(/<\/?o:p>/gi, "")
  const { body } = new DOMParser().parseFromString(plain, "text/html")
  for (const element of body.querySelectorAll(GONE)) element.remove()
  wordLists(body)
  marks(body)
  headings(body)
  checks(body)
  tables(body)
  for (const element of body.querySelectorAll("p")) {
    if (!element.textContent.replace(/\u00a0/g, " ").trim() && !element.querySelector("img, br")) element.remove()
  }
  return body.innerHTML
}

function wordLists(body) {
  const seen = new Set()
  for (const first of body.querySelectorAll('[data-style*="mso-list"]')) {
    if (seen.has(first) || !levelOf(first.dataset.style)) continue
    const lines = []
    let last = first
    for (let line = first; line && levelOf(line.dataset?.style); line = line.nextElementSibling) {
      seen.add(line)
      last = line
      const sign = [...line.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.dataset.style ?? ""))
      const isOrdered = counts(sign?.textContent ?? "")
      sign?.remove()
      lines.push({ level: levelOf(line.dataset.style), isOrdered, value: line })
    }
    const place = document.createComment("")
    last.after(place)
    place.replaceWith(...nested(lines).map(drawn))
    for (const { value } of lines) value.remove()
  }
}

function drawn({ isOrdered, items }) {
  const list = document.createElement(isOrdered ? "ol" : "ul")
  for (const { value, inside } of items) {
    const item = document.createElement("li")
    item.append(...value.childNodes, ...inside.map(drawn))
    list.append(item)
  }
  return list
}

// Google Docs says bold by a style, and wraps all it gives in a <b> that says not to be.
function marks(body) {
  for (const element of body.querySelectorAll("b, strong, i, em")) {
    const { bold, italic } = meaning(element.dataset.style)
    if ((/^(B|STRONG)$/.test(element.tagName) ? bold : italic) === false) element.replaceWith(...element.childNodes)
  }
  for (const element of body.querySelectorAll("span[data-style]")) {
    const { bold, italic, strike } = meaning(element.dataset.style)
    for (const [is, tag] of [[bold, "strong"], [italic, "em"], [strike, "s"]]) {
      if (!is) continue
      const mark = document.createElement(tag)
      mark.append(...element.childNodes)
      element.append(mark)
    }
  }
}

// The page has its title: what is pasted begins under it.
function headings(body) {
  for (const element of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const heading = document.createElement(LEVELS[element.tagName])
    heading.append(...element.childNodes)
    element.replaceWith(heading)
  }
}

function checks(body) {
  for (const list of body.querySelectorAll("ul")) {
    const items = [...list.children]
    const boxes = items.map((item) => item.querySelector(":scope > input[type=checkbox], :scope > label > input[type=checkbox], :scope > p > input[type=checkbox]"))
    if (!items.length || !boxes.every(Boolean)) continue
    list.dataset.type = "taskList"
    for (const [number, item] of items.entries()) {
      item.dataset.type = "taskItem"
      item.dataset.checked = String(boxes[number].checked)
      boxes[number].remove()
    }
  }
}

// Every row as long as the longest: blocks have no merged cells.
function tables(body) {
  for (const table of body.querySelectorAll("table")) {
    const rows = [...table.rows]
    const width = (row) => [...row.cells].reduce((sum, cell) => sum + Math.min(cell.colSpan, 20), 0)
    const columns = Math.max(0, ...rows.map(width))
    for (const row of rows) {
      for (const cell of [...row.cells]) {
        const extra = Math.min(cell.colSpan, 20) - 1
        cell.removeAttribute("colspan")
        cell.removeAttribute("rowspan")
        for (let number = 0; number < extra; number += 1) cell.after(document.createElement(cell.tagName))
      }
      while (row.cells.length < columns) row.append(document.createElement("td"))
    }
  }
}
