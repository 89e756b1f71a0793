import PostalMime from 'postal-mime'
import type { Ctx } from '../context.ts'
import { sha256 } from '../secrets.ts'
import { readBounceAddress } from './bounce-address.ts'
import { type BounceKind, kindOfStatus } from './bounce-kind.ts'
import { type ReportFields, readFields } from './report-fields.ts'
import { recordBounce } from './suppressing.ts'

/** What comes back to us holds at most one of our own mails, which are far smaller. */
const MOST_BYTES = 1024 * 1024
const LIMITS = { maxRfc822NestingDepth: 0, maxNestingDepth: 8, maxHeadersSize: 64 * 1024 }

type Incoming = { to: string; raw: ReadableStream<Uint8Array> }
/** What a mail reports, and the addresses that may say of whom. */
type Found = { kind: BounceKind | 'complaint'; about: string[]; id: string }

/**
 * Takes in a bounce or a complaint. The address that we had it returned to says whom it is about; without a good one,
 * and for any other mail, nothing happens.
 */
export async function receiveMail(ctx: Ctx, { to, raw }: Incoming): Promise<void> {
  const bytes = await readAtMost(raw, MOST_BYTES)
  const found = bytes && (await reportIn(bytes))
  if (!found) return
  const emailKey = await keyOf(ctx, [to, ...found.about])
  if (!emailKey) return
  await recordBounce(ctx, { emailKey, kind: found.kind, eventId: `mail_${await sha256(`${emailKey} ${found.id}`)}` })
}

async function keyOf(ctx: Ctx, addresses: readonly string[]): Promise<string | null> {
  for (const address of addresses) {
    const emailKey = await readBounceAddress(ctx.secrets, address, ctx.now)
    if (emailKey) return emailKey
  }
  return null
}

/** The bytes of a stream, counted while reading; null where there are more. */
async function readAtMost(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > most) return null
    chunks.push(chunk)
  }
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer())
}

/** What a mail reports: RFC 3464 of a delivery, RFC 5965 of a complaint. Null for any other, and for what is broken. */
async function reportIn(bytes: Uint8Array): Promise<Found | null> {
  const mail = await PostalMime.parse(bytes, LIMITS).catch(() => null)
  const type = mail?.headers.find(({ key }) => key === 'content-type')?.value ?? ''
  if (!mail || !/^multipart\/report\b/i.test(type.trim())) return null
  for (const { mimeType, content } of mail.attachments) {
    if (mimeType !== 'message/delivery-status' && mimeType !== 'message/feedback-report') continue
    const text = typeof content === 'string' ? content : new TextDecoder().decode(content)
    const groups = readFields(text)
    const said = mimeType === 'message/delivery-status' ? ofDelivery(groups) : ofFeedback(groups)
    return said && { ...said, id: `${mail.messageId ?? ''} ${text}` }
  }
  return null
}

/** A mail that is late is none that failed; of several recipients behind the address all have to be gone. */
function ofDelivery(groups: ReportFields[]) {
  const recipients = groups.filter((fields) => fields.has('action'))
  const failed = recipients.filter((fields) => fields.get('action')?.toLowerCase() === 'failed')
  const kinds = failed.map((fields) => kindOfStatus(/^[\d.]+/.exec(fields.get('status') ?? '')?.[0] ?? ''))
  const known = kinds.filter((kind) => kind !== null)
  if (!known.length) return null
  const gone = known.length === recipients.length && known.every((kind) => kind === 'permanent')
  return { kind: gone ? ('permanent' as const) : ('transient' as const), about: [] }
}

/** "This is no spam" and failed signatures come in the same form. */
const COMPLAINTS = new Set(['abuse', 'fraud', 'opt-out'])

function ofFeedback([fields]: ReportFields[]) {
  if (!COMPLAINTS.has(fields?.get('feedback-type')?.toLowerCase() ?? '')) return null
  const sender = fields?.get('original-mail-from')?.replace(/^<|>$/g, '')
  return { kind: 'complaint' as const, about: sender ? [sender] : [] }
}
