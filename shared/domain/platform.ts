/** The networks this build publishes to. Adding one here makes the compiler ask for its folder in the registry. */
export const platforms = ['instagram', 'facebook', 'linkedin', 'x', 'pinterest', 'tiktok'] as const

export type Platform = (typeof platforms)[number]

export const isPlatform = (value: string): value is Platform =>
  (platforms as readonly string[]).includes(value)

/** Those that fetch every file by its address and are never sent its bytes. */
export const fetchingPlatforms: readonly Platform[] = ['instagram']
