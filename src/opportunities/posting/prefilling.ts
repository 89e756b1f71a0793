import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { safeFetch } from '../../http/safe-fetch.ts'
import { type Board, boardHosts, findBoard, readAnyBoard } from './boards.ts'
import { countFetch } from './fetching.ts'
import { ofOpening, ofText, type Prefilled } from './guessing.ts'

const MOST_TEXT = 40_000

type Problem = { problem: string; isTooMany?: true }

/** Fills a form from a link to a known board, or else from pasted text; answers what is wrong with it where it cannot. */
export async function prefill(
  ctx: Ctx,
  { link, text, network }: { link: string; text: string; network: string },
): Promise<Prefilled | Problem> {
  if (link) return ofLink(ctx, link, network)
  if (!text) return { problem: 'Paste a link or the text of the opportunity' }
  return ofText(text.slice(0, MOST_TEXT), dayIn(ctx.now, 'UTC'))
}

async function ofLink(ctx: Ctx, link: string, network: string): Promise<Prefilled | Problem> {
  const board = findBoard(link) ?? standIn(ctx, link)
  if (!board)
    return {
      problem: 'We can read links to one opening on Greenhouse, Lever, Ashby or Workable. Otherwise paste its text',
    }
  const wait = await countFetch(ctx, network)
  if (wait) return { problem: tooMany(wait.inMinutes), isTooMany: true }
  const fetched = await safeFetch(ctx, board.request, { hosts: boardHosts, types: ['application/json'] })
  const pasteText = 'Paste the text instead'
  if (fetched.outcome === 'refused') return { problem: `This link is not read: ${fetched.cause}. ${pasteText}` }
  if (fetched.outcome === 'failed')
    return {
      problem:
        fetched.status === 404
          ? `${board.name} knows no such opening (any more). ${pasteText}`
          : `${board.name} did not answer as it should: ${fetched.cause}. ${pasteText}`,
    }
  const opening = board.read(parsed(fetched.text))
  return opening ? ofOpening(opening) : { problem: `${board.name} knows no such opening (any more). ${pasteText}` }
}

const tooMany = (minutes: number) =>
  `Many links were read for your network this hour. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, or paste the text instead`

/** On trials an allowed origin may stand in for a board: it is asked for the link itself. */
function standIn({ outboundAllow = [] }: Ctx, link: string): Board | null {
  if (!URL.canParse(link) || !outboundAllow.includes(new URL(link).origin)) return null
  return { name: new URL(link).host, request: link, read: (answer) => readAnyBoard(answer, link) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
