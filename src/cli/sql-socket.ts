/** Text for text. */
export type Ask = (text: string) => Promise<string>

interface Waiting {
  resolve(text: string): void
  reject(error: Error): void
}

/** Asks over one socket that opens when first needed, and again when it was lost: what waits then fails. */
export function overSocket(url: URL, headers: Record<string, string>): Ask {
  let open: Promise<Ask> | undefined
  return async (text) => {
    open ??= connect(url, headers, () => {
      open = undefined
    })
    return (await open)(text)
  }
}

function connect(url: URL, headers: Record<string, string>, onClose: () => void): Promise<Ask> {
  const waiting = new Map<string, Waiting>()
  let count = 0
  const socket = new WebSocket(url.href.replace('http', 'ws'), { headers } as never)
  const ask: Ask = (text) =>
    new Promise((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) throw new Error('The socket to the database is closed')
      const id = String(count++)
      waiting.set(id, { resolve, reject })
      socket.send(`${id} ${text}`)
    })
  socket.addEventListener('message', ({ data }: { data: string }) => {
    const end = data.indexOf(' ')
    const id = data.slice(0, end)
    waiting.get(id)?.resolve(data.slice(end + 1))
    waiting.delete(id)
  })
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(ask))
    socket.addEventListener('close', ({ code, reason }: { code: number; reason: string }) => {
      onClose()
      const error = new Error(`The socket to the database closed: ${code} ${reason}`)
      for (const one of [{ reject }, ...waiting.values()]) one.reject(error)
      waiting.clear()
    })
  })
}
