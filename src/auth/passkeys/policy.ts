import type { Person } from '../../context.ts'

const shownHere = ({ session }: Person) => session.passkeyAt !== null

/** The first needs only the mailed sign-in; with one enrolled, a stolen session or mailbox must not add its own. */
export const canAddPasskey = (person: Person) => !person.hasPasskey || shownHere(person)

export const canRemovePasskey = (person: Person) => shownHere(person)

/** Who has powers over others always keeps one, or the mailbox alone would do again. */
export const mustKeepPasskey = (person: Person) => person.role !== 'person' && !person.example
