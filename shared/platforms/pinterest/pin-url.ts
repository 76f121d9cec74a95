import type { PostContext } from '../contract.ts'

/** Pinterest returns no permalink (`link` is where a Pin leads); this form is seen in every peer. */
export const pinUrl = ({ network }: Pick<PostContext, 'network'>, id: string): string =>
  `${network.hosts.web}/pin/${id}/`
