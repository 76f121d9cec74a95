// The package's types name no deep paths; these keep the bundle at half of what its index weighs.
declare module 'twitter-text/dist/parseTweet.js' {
  export default function parseTweet(text: string): { weightedLength: number }
}

declare module 'twitter-text/dist/extractCashtags.js' {
  export default function extractCashtags(text: string): string[]
}

declare module 'twitter-text/dist/extractUrls.js' {
  export default function extractUrls(text: string): string[]
}
