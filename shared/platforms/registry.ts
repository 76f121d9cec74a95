import type { Platform } from '../domain/platform.ts'
import type { PlatformModule } from './contract.ts'
import * as facebook from './facebook/index.ts'
import type { FailureRow } from './failures.ts'
import * as instagram from './instagram/index.ts'
import * as linkedin from './linkedin/index.ts'
import * as pinterest from './pinterest/index.ts'
import * as tiktok from './tiktok/index.ts'
import * as x from './x/index.ts'

// Every network of this build, side by side: a function's bundle holds of each network only the sides it uses.

type All<K extends keyof PlatformModule> = Record<Platform, PlatformModule[K]>
type Some<K extends keyof PlatformModule> = Partial<Record<Platform, PlatformModule[K]>>

export const definitions: All<'definition'> = {
  instagram: instagram.definition,
  facebook: facebook.definition,
  linkedin: linkedin.definition,
  x: x.definition,
  pinterest: pinterest.definition,
  tiktok: tiktok.definition,
}

export const checks: Some<'check'> = {
  instagram: instagram.check,
  facebook: facebook.check,
  linkedin: linkedin.check,
  x: x.check,
  pinterest: pinterest.check,
  tiktok: tiktok.check,
}

export const textMeasures: Some<'measureText'> = { x: x.measureText }

export const stepRules: All<'steps'> = {
  instagram: instagram.steps,
  facebook: facebook.steps,
  linkedin: linkedin.steps,
  x: x.steps,
  pinterest: pinterest.steps,
  tiktok: tiktok.steps,
}

export const dialects: All<'dialect'> = {
  instagram: instagram.dialect,
  facebook: facebook.dialect,
  linkedin: linkedin.dialect,
  x: x.dialect,
  pinterest: pinterest.dialect,
  tiktok: tiktok.dialect,
}

/** Read when a network is first spoken to: a function of the API speaks to one or none of them. */
export const errorTables: Record<Platform, () => Promise<readonly FailureRow[]>> = {
  instagram: async () => (await import('./instagram/errors.ts')).errors,
  facebook: async () => (await import('./facebook/errors.ts')).errors,
  linkedin: async () => (await import('./linkedin/errors.ts')).errors,
  x: async () => (await import('./x/errors.ts')).errors,
  pinterest: async () => (await import('./pinterest/errors.ts')).errors,
  tiktok: async () => (await import('./tiktok/errors.ts')).errors,
}

export const oauths: All<'oauth'> = {
  instagram: instagram.oauth,
  facebook: facebook.oauth,
  linkedin: linkedin.oauth,
  x: x.oauth,
  pinterest: pinterest.oauth,
  tiktok: tiktok.oauth,
}

export const publishers: All<'publisher'> = {
  instagram: instagram.publisher,
  facebook: facebook.publisher,
  linkedin: linkedin.publisher,
  x: x.publisher,
  pinterest: pinterest.publisher,
  tiktok: tiktok.publisher,
}

export const targetReaders: Some<'targets'> = {
  facebook: facebook.targets,
  linkedin: linkedin.targets,
  pinterest: pinterest.targets,
}

export const limitReaders: Some<'limits'> = { instagram: instagram.limits }

export const postingForms: Some<'posting'> = { tiktok: tiktok.posting }

export const insightReaders: Some<'insights'> = {
  instagram: instagram.insights,
  facebook: facebook.insights,
  linkedin: linkedin.insights,
  x: x.insights,
  pinterest: pinterest.insights,
  tiktok: tiktok.insights,
}

export const probes: Some<'probe'> = {
  instagram: instagram.probe,
  facebook: facebook.probe,
  linkedin: linkedin.probe,
  x: x.probe,
  pinterest: pinterest.probe,
  tiktok: tiktok.probe,
}

export const hooks: Some<'hooks'> = {
  instagram: instagram.hooks,
  facebook: facebook.hooks,
  tiktok: tiktok.hooks,
}
