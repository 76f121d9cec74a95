import { once } from '../../domain/once.ts'
import { type Accepting, accepting } from './accepting.ts'
import { type Connecting, connecting } from './connecting.ts'

/** For what handles tokens and jobs alike. */
export interface Disconnecting extends Accepting, Connecting {}

export const disconnecting: () => Disconnecting = once(() => ({ ...accepting(), ...connecting() }))
