/** What a link brought that its form passes on. */
export type Sent = { back?: string; via?: string; from?: string }

export const SentFields = ({ sent }: { sent: Sent }) => (
  <>
    {Object.entries(sent).map(([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />)}
  </>
)
