/**
 * Lets the socket of `provider` follow what the browser says of the network: without it, a socket stays open for minutes.
 * `lost` is called when it goes. Gives what undoes it.
 */
export function followNetwork(provider, lost = () => {}) {
  const socket = provider.configuration.websocketProvider
  const gone = new AbortController()
  const { signal } = gone
  const back = () => { if (!signal.aborted && navigator.onLine) socket.connect() }
  addEventListener("offline", () => { socket.disconnect(); lost() }, { signal })
  addEventListener("online", back, { signal })
  // A network may be back before its socket has finished closing: asked then, the library takes it for an open one.
  socket.on("disconnect", () => { if (!socket.shouldConnect) back() })
  return () => gone.abort()
}
