import type { Person } from '../../context.ts'

/** Who has a passkey shows it first: a session alone must not carry an account away. */
export const canChangeAddress = ({ hasPasskey, session }: Person) => !hasPasskey || session.passkeyAt !== null
