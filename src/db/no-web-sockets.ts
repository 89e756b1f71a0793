/** Stands in the bundle for libSQL over WebSockets (see wrangler.toml): a Worker asks over HTTP, one request a batch. */
class Unused {
  constructor() {
    throw new Error('LIBSQL_URL is libsql:// or https://')
  }
}
const none: string[] = []

export { none as subprotocolsV2, none as subprotocolsV3, Unused as WebSocket, Unused as WsClient, Unused as WsStream }
