// An ESM import of node:http reads all its exports, and one of them loads the whole of undici: 20-30 ms per cold
// start. The bundle takes these instead; whoever imports another name fails the build.

import type nodeHttp from 'node:http'

const http: typeof nodeHttp = process.getBuiltinModule('node:http')

export default http
export const { Agent, get, IncomingMessage, METHODS, request, ServerResponse, STATUS_CODES } = http
