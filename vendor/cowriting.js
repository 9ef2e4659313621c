// What any page that writes together needs; the editor is in editor.js and shares this very Yjs (two would break documents).
export * as Y from "yjs"
export { HocuspocusProvider } from "@hocuspocus/provider"
export { IndexeddbPersistence } from "y-indexeddb"
