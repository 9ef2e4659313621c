// What opens a list while one types: "/" for pieces to insert, "@" for people, "[[" for pages.
import { Extension, PluginKey, Suggestion } from "../vendor/editor/editor.js"
import { matching } from "../base/js/folded.js"

const ASKED_AT_MOST = 8

/** `inserts`: choices of the menu; `look(kind, typed)`: people or pages; `none`: words for when nothing fits. */
export function completions({ menu, inserts, look, perform, none }) {
  const one = (options) => Suggestion({
    allowedPrefixes: [" ", "\u00a0", "("], decorationClass: "shared-typed", ...options,
    render: () => ({
      onStart: (props) => show(props), onUpdate: (props) => show(props),
      onKeyDown: ({ event }) => menu.key(event), onExit: () => menu.close(),
    }),
  })
  const show = ({ editor, items, clientRect, command }) =>
    menu.show(items, { owner: editor.view.dom, rect: clientRect?.(), pick: command, none })
  const insertNode = (type) => ({ editor, range, props }) => editor.chain().focus()
    .insertContentAt(range, [{ type, attrs: { id: props.id, label: props.label } }, { type: "text", text: " " }]).run()
  const found = (kind) => async ({ query }) =>
    (await look(kind, query)).slice(0, ASKED_AT_MOST).map(({ id, name, detail }) => ({ words: name, detail, value: { id, label: name } }))

  return Extension.create({
    name: "completions",
    addProseMirrorPlugins() {
      const { editor } = this
      return [
        one({ editor, char: "/", pluginKey: new PluginKey("insert"), allowSpaces: true,
          // « pain / fromage » asks for nothing.
          items: ({ query }) => query.startsWith(" ") ? [] : matching(inserts(), query),
          command: ({ editor, range, props }) => { editor.chain().focus().deleteRange(range).run(); perform(props) } }),
        one({ editor, char: "@", pluginKey: new PluginKey("people"), items: found("people"), command: insertNode("mention") }),
        one({ editor, char: "[[", pluginKey: new PluginKey("pages"), allowSpaces: true, items: found("pages"), command: insertNode("pageLink") }),
      ]
    },
  })
}
