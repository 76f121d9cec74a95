import { json } from 'node:stream/consumers'
import { type Canvas, draw } from './draw.ts'

// Run by draw-aside.ts: prompts and canvas as JSON on standard input, the pictures as JSON in base64 on standard output.

const { prompts, canvas } = (await json(process.stdin)) as { prompts: string[]; canvas: Canvas }
console.log(JSON.stringify(prompts.map((prompt) => draw(prompt, canvas).toString('base64'))))
