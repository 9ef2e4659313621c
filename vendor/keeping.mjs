// What we change in @tiptap/y-tiptap, and why: as it comes, whatever the editor's schema does not allow is *deleted from
// the document*, for everybody, by the first browser that opens it. A page written by a newer release, by another program
// or by two people at once would lose words. Here such a piece stays: the editor shows a quiet card in its place
// (nodes `unknown` and `unknownInline`), and what is written back is what was there. Nothing is written by opening.
import { readFile } from "node:fs/promises"

const KEPT = `
const unknownHere = (el, schema) => {
  const parent = el.parent instanceof Y.XmlElement ? schema.nodes[el.parent.nodeName] : null;
  return parent && parent.inlineContent ? schema.nodes.unknownInline : schema.nodes.unknown
};
const keptOf = (type) => type instanceof Y.XmlText
  ? { text: type.toDelta() }
  : { name: type.nodeName, attrs: type.getAttributes(), inside: type.toArray().map(keptOf) };
const wordsOf = (kept) => kept.text
  ? kept.text.map((run) => typeof run.insert === 'string' ? run.insert : '').join('')
  : kept.inside.map(wordsOf).filter(Boolean).join(' ');
const keepUnknown = (el, schema, meta) => {
  const type = unknownHere(el, schema);
  if (!type || !(el instanceof Y.XmlElement || el instanceof Y.XmlText)) return null
  const kept = keptOf(el);
  const node = type.create({ kept: JSON.stringify(kept), words: wordsOf(kept) });
  meta.mapping.set(el, node);
  return node
};
const typeOfKept = (kept) => {
  if (kept.text) {
    const text = new Y.XmlText();
    text.applyDelta(kept.text);
    return text
  }
  const el = new Y.XmlElement(kept.name);
  for (const key in kept.attrs) el.setAttribute(key, kept.attrs[key]);
  el.insert(0, kept.inside.map(typeOfKept));
  return el
};
// Two people at once can leave an element that the schema does not allow, without anything unknown in it: it is mended on
// the screen, and in the document when someone next writes there. An emptied list is not shown at all.
const mendedNode = (el, schema, attrs, children) => {
  const type = schema.nodes[el.nodeName];
  if (!type) return undefined
  const allowed = children.map((child) => child.isText ? child.mark(type.allowedMarks(child.marks)) : child);
  try {
    return type.createChecked(attrs, allowed)
  } catch {
    if (el.length === 0 && type.spec.group) return null
    return type.createAndFill(attrs, allowed) || undefined
  }
};
`

const CHANGES = [
  [
    `const createNodeFromYElement = (
  el,
  schema,
  meta,
  snapshot,
  prevSnapshot,
  computeYChange
) => {
  const children = [];`,
    `${KEPT}const createNodeFromYElement = (
  el,
  schema,
  meta,
  snapshot,
  prevSnapshot,
  computeYChange
) => {
  if (!(el instanceof Y.XmlElement)) return keepUnknown(el, schema, meta)
  const children = [];`,
  ],
  [
    `    } else {
      throw error.methodUnimplemented() // we are currently not handling hooks
    }`,
    `    } else {
      return keepUnknown(el, schema, meta)
    }`,
  ],
  [
    `  } catch (e) {
    // an error occured while creating the node. This is probably a result of a concurrent action.
    /** @type {Y.Doc} */ (el.doc).transact((transaction) => {
      /** @type {Y.Item} */ (el._item).delete(transaction);
    }, ySyncPluginKey);
    meta.mapping.delete(el);
    return null
  }`,
    `  } catch (e) {
    const node = mendedNode(el, schema, el.getAttributes(), children);
    if (node === undefined) return keepUnknown(el, schema, meta)
    if (node === null) meta.mapping.delete(el);
    else meta.mapping.set(el, node);
    return node
  }`,
  ],
  [
    `      const delta = deltas[i];
      nodes.push(schema.text(delta.insert, attributesToMarks(delta.attributes, schema)));
    }
  } catch (e) {
    // an error occured while creating the node. This is probably a result of a concurrent action.
    /** @type {Y.Doc} */ (text.doc).transact((transaction) => {
      /** @type {Y.Item} */ (text._item).delete(transaction);
    }, ySyncPluginKey);
    return null
  }`,
    `      const delta = deltas[i];
      if (typeof delta.insert === 'string') nodes.push(schema.text(delta.insert, attributesToMarks(delta.attributes, schema)));
    }
  } catch (e) {
    return null
  }`,
  ],
  [
    `    marks.push(schema.mark(yattr2markname(markName), attrs[markName]));`,
    `    const known = schema.marks[yattr2markname(markName)];
    if (known && attrs[markName] !== null) marks.push(known.create(isObject(attrs[markName]) ? attrs[markName] : null));`,
  ],
  [
    `const createTypeFromElementNode = (node, meta) => {
  const type = new Y.XmlElement(node.type.name);`,
    `const createTypeFromElementNode = (node, meta) => {
  if (node.type.name === 'unknown' || node.type.name === 'unknownInline') {
    const kept = typeOfKept(JSON.parse(node.attrs.kept));
    meta.mapping.set(kept, node);
    return kept
  }
  const type = new Y.XmlElement(node.type.name);`,
  ],
  // An empty line has its text from the beginning: two people who start it at once write in the same one. Otherwise each
  // would bring a text of their own, and the library merges two texts side by side by deleting one, with all that others
  // wrote in it meanwhile.
  [
    `  type.insert(
    0,
    normalizePNodeContent(node).map((n) =>
      createTypeFromTextOrElementNode(n, meta)
    )
  );`,
    `  const inside = normalizePNodeContent(node).map((n) => createTypeFromTextOrElementNode(n, meta));
  if (!inside.length && node.type.inlineContent) inside.push(new Y.XmlText());
  type.insert(0, inside);`,
  ],
  [
    `    const normalizedContent = normalizePNodeContent(pnode);
    return ytype._length === normalizedContent.length &&`,
    `    const normalizedContent = normalizePNodeContent(pnode);
    if (!normalizedContent.length && ytype._length === 1) {
      const only = ytype.toArray()[0];
      return only instanceof Y.XmlText && only.length === 0 && equalAttrs(ytype.getAttributes(), pnode.attrs)
    }
    return ytype._length === normalizedContent.length &&`,
  ],
]

export const keeping = {
  name: "keeping",
  setup(build) {
    build.onLoad({ filter: /@tiptap\/y-tiptap\/dist\/y-tiptap\.js$/ }, async ({ path }) => {
      let contents = await readFile(path, "utf8")
      for (const [before, after] of CHANGES) {
        if (contents.split(before).length !== 2) throw new Error(`y-tiptap is not what keeping.mjs was written for:\n${before}`)
        contents = contents.replace(before, () => after)
      }
      return { contents, loader: "js" }
    })
  },
}
