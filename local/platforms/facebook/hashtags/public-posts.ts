/** A public post of somebody on Instagram. */
export interface PublicPost {
  id: string
  caption: string
  likes: number
  comments: number
  hoursAgo: number
}

// Fixed on purpose: tests and people see the same posts every day.
const posts: Omit<PublicPost, 'id'>[] = [
  { caption: 'Crumb shot ☀️ #sourdough #bread #baking', likes: 999, comments: 0, hoursAgo: 40 },
  { caption: 'Saturday loaves #bread #sourdough #bakery', likes: 499, comments: 0, hoursAgo: 12 },
  { caption: 'Rye, at last! #bread #baking', likes: 99, comments: 0, hoursAgo: 300 },
  { caption: 'First try #bread #homebaked', likes: 9, comments: 0, hoursAgo: 5 },
  { caption: 'Flat white and a book #coffee #coffeetime', likes: 800, comments: 24, hoursAgo: 30 },
  { caption: 'New beans #coffee #espresso #coffeetime', likes: 310, comments: 11, hoursAgo: 9 },
  { caption: 'Croissants before six #bakery #pastry', likes: 640, comments: 30, hoursAgo: 55 },
]

export const publicPosts: PublicPost[] = posts.map((post, index) => ({
  ...post,
  id: `17990000000000${String(101 + index)}`,
}))

/** Nobody may search for these; Meta tells so in general words. */
export const sensitiveTags = ['sensitive']
