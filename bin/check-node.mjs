// Loaded before the TypeScript that older versions can't read: node --import ./bin/check-node.mjs bin/dev.ts

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.versions.node} is too old: install Node 24 (22.18 at least), then run npm ci again.`,
  )
  process.exit(1)
}
