/** Beside a name: somebody who posts for the organization has shown a mailbox at its own domain. */
export const VerifiedBadge = () => (
  <>
    {' '}
    <span class="kind">verified domain</span>
  </>
)

export const MailboxesAt = ({ domain }: { domain: string }) => (
  <p class="soft small">{`Its people have mailboxes at ${domain}.`}</p>
)
