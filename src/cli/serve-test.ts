import { launch } from './launch.ts'

const server = await launch({ port: 8787, origin: (port) => `http://127.0.0.1:${port}` })
console.log(`Serving the production bundle at ${server.url}`)
