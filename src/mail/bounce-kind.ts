/** A bounce that says the mailbox is not there, or one that speaks of this mail, this hour or a full mailbox. */
export type BounceKind = 'permanent' | 'transient'

/** Enhanced status codes (RFC 3463) that speak of the mailbox: not of the sender, the system, the message or a policy. */
const OF_THE_MAILBOX = /^5\.(0\.0|1\.(?![78]$)\d{1,3}|2\.[01]|4\.(?!7$)\d{1,3})$/

/** What an enhanced status code such as 5.1.1 says; null where it is none or no failure. */
export function kindOfStatus(status: string): BounceKind | null {
  if (!/^[45]\.\d{1,3}\.\d{1,3}$/.test(status)) return null
  return OF_THE_MAILBOX.test(status) ? 'permanent' : 'transient'
}
