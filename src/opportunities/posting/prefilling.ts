import { dayIn } from '../../calendar.ts'
import type { Ctx } from '../../context.ts'
import { safeFetch } from '../../http/safe-fetch.ts'
import { type Board, boardHosts, findBoard, readAnyBoard } from './boards.ts'
import { ofOpening, ofText, type Prefilled } from './guessing.ts'

const MOST_TEXT = 40_000

/** Fills a form from a link to a known board, or else from pasted text; answers what is wrong with it where it cannot. */
export async function prefill(
  ctx: Ctx,
  { link, text }: { link: string; text: string },
): Promise<Prefilled | { problem: string }> {
  if (link) return ofLink(ctx, link)
  if (!text) return { problem: 'Paste a link or the text of the opportunity' }
  return ofText(text.slice(0, MOST_TEXT), dayIn(ctx.now, 'UTC'))
}

async function ofLink(ctx: Ctx, link: string): Promise<Prefilled | { problem: string }> {
  const board = findBoard(link) ?? standIn(ctx, link)
  if (!board)
    return {
      problem: 'We can read links to one opening on Greenhouse, Lever, Ashby or Workable. Otherwise paste its text',
    }
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
