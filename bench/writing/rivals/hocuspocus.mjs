// @hocuspocus/server with its SQLite extension, as its documentation shows: node hocuspocus.mjs PORT FOLDER
import { SQLite } from "@hocuspocus/extension-sqlite"
import { Server } from "@hocuspocus/server"

const [port, folder] = process.argv.slice(2)
const server = new Server({
  port: Number(port), address: "127.0.0.1", quiet: true, stopOnSignals: true,
  extensions: [new SQLite({ database: `${folder}/hocuspocus.sqlite` })],
})
await server.listen()
