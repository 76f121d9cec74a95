/** Every move a generation may make; the condition of every write to `status` is derived from this table. */
export const generationTransitions = {
  requested: ['generating', 'failed', 'expired'],
  generating: ['completed', 'failed', 'expired'],
  completed: [],
  failed: [],
  expired: [],
} as const satisfies Record<string, readonly string[]>

export type GenerationStatus = keyof typeof generationTransitions

export const generationStatuses = Object.keys(generationTransitions) as GenerationStatus[]

export const generationSourcesOf = (to: GenerationStatus): GenerationStatus[] =>
  generationStatuses.filter((from) =>
    (generationTransitions[from] as readonly GenerationStatus[]).includes(to),
  )

export const isOver = (status: GenerationStatus): boolean => generationTransitions[status].length === 0

/** What a caller may ask for; the networks' own ratios are among them. */
export const aspectRatios = ['1:1', '4:5', '5:4', '2:3', '3:2', '3:4', '4:3', '9:16', '16:9'] as const

export const maxPromptLength = 4_000
export const maxImages = 4

/** What the orchestrator may be told beside prompt, ratio and style. */
export type GenerationParams = Record<string, string | number | boolean>

/** Where the orchestrator says an image is: in the bucket, by the upload's name or by our own key; or behind a link. */
export type ImageSource = { upload: string } | { stored: string } | { url: string }

/** What the orchestrator answered, once it was accepted. */
export interface GenerationResult {
  status: 'completed' | 'failed'
  images: ImageSource[]
  error?: string
}

/** What became of one image. */
export type GeneratedImage = { asset_id: string } | { problem: string }

/** Images asked of the orchestrator. Times are ms since the epoch. */
export interface Generation {
  v: 1
  user_id: string
  id: string
  status: GenerationStatus
  prompt: string
  aspect_ratio?: string
  style?: string
  count: number
  params?: GenerationParams
  /** The quota period that paid for it; another one that names it gets everything back. */
  period: string
  created_at: number
  /** No callback is taken after this. */
  deadline: number
  /** When the orchestrator took it over. */
  delivered_at?: number
  /** The callback that was accepted; from here on the deadline ends nothing. */
  result?: GenerationResult
  accepted_at?: number
  /** In the order of the callback; set at the end. */
  images?: GeneratedImage[]
  /** Why there are none, in words for its owner. */
  error?: string
  ended_at?: number
  /** When somebody should look if nothing happened. Gone once it is over, refunded and told. */
  due?: number
  /** Number of the newest message about it; older ones are dropped. */
  wake: number
  /** Looks at its result since the callback. */
  claims: number
}

/** Images its owner keeps, which is what the quota pays for. */
export const keptOf = ({ images = [] }: Pick<Generation, 'images'>): number =>
  images.filter((image) => 'asset_id' in image).length
